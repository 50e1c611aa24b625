package io.footfall.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageChecksTest {
  @TempDir private Path folder;

  @Test
  void aCheckpointOfOtherSettingsIsNamedBeforeAStartRefusesIt() throws Exception {
    assertThat(states().status()).isEqualTo(Finding.Status.OK);
    Path checkpoint = folder.resolve("checkpoints/default/funnel");
    Files.createDirectories(checkpoint.resolve("offsets"));
    Files.createDirectories(checkpoint.resolve("footfall"));
    Files.writeString(checkpoint.resolve("offsets/0"), "v1");
    Files.writeString(
        checkpoint.resolve("footfall/settings"),
        "footfall.funnel.lateness=PT7M\nthe funnel state's version=1\nspark.other=3\n");
    assertThat(states().status()).isEqualTo(Finding.Status.FAIL);
    assertThat(states().toString()).contains("footfall.funnel.lateness was PT7M and is PT2M");
  }

  private Finding states() throws InterruptedException {
    FootfallConfig config =
        ConfigLoader.load(
                Optional.empty(), Map.of(), Map.of("footfall.data-dir", folder.toString()))
            .config();
    return new StorageChecks(config, Map.of())
        .findings().stream()
            .filter(finding -> finding.check().equals("job states"))
            .findFirst()
            .orElseThrow();
  }
}
