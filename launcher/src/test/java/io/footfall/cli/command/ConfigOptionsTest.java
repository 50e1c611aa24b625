package io.footfall.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.context.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ConfigOptionsTest {

  @Command
  private static final class WithOptions {
    @Mixin private ConfigOptions options;
  }

  private static String dataDirOfRun(Map<String, String> environment, String... args) {
    WithOptions command = new WithOptions();
    new CommandLine(command).parseArgs(args);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return command.options.configForRun(Invocation.of(nowhere, nowhere, environment)).dataDir();
  }

  @Test
  void aRunLeavesItsDataInTheWorkingFolderWhenToldNothing() {
    assertThat(dataDirOfRun(Map.of()))
        .isEqualTo(ConfigOptions.DEFAULT_DATA_DIR.toAbsolutePath().toString());
  }

  @Test
  void theEnvironmentNamesAnotherDataFolder(@TempDir Path dir) {
    assertThat(dataDirOfRun(Map.of("FOOTFALL_DATA_DIR", dir.toString()))).isEqualTo(dir.toString());
  }

  @Test
  void theOptionWinsOverTheEnvironment(@TempDir Path dir) {
    assertThat(dataDirOfRun(Map.of("FOOTFALL_DATA_DIR", "/other"), "--data-dir", dir.toString()))
        .isEqualTo(dir.toString());
  }
}
