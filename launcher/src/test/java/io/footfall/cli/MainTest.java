package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), Map.of(), args);
  }

  @Test
  void withoutCommandShowsTheGroupedHelp() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains("Usage: footfall", "Look and check:", "  config  ", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesWhatItIsBuiltOn() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("footfall ").contains("Spark 3.5", "Delta 3.3");
  }

  @Test
  void everyCommandHasAHelp() {
    for (String command : new String[] {"kafka", "config", "doctor", "submit", "completion"}) {
      assertThat(run(command, "--help")).isZero();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownOptionIsAUsageErrorThatSuggestsTheRightOne() {
    assertThat(run("config", "--confg=x")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("footfall: Unknown option: '--confg=x'")
        .contains("--config")
        .endsWith("see `footfall config --help`" + System.lineSeparator());
  }

  @Test
  void unknownCommandIsAUsageError() {
    assertThat(run("cofnig")).isEqualTo(2);
    assertThat(err.toString()).contains("config").contains("see `footfall --help`");
  }

  @Test
  void submitWithoutJobNamesTheJobs() {
    assertThat(run("submit")).isEqualTo(2);
    assertThat(err.toString()).contains("One of: ingest").contains("see `footfall submit --help`");
  }

  @Test
  void aKnownErrorIsOneLineWithoutStackTrace() {
    assertThat(run("config", "--config", "no\u001bsuch.conf")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "footfall: --config: there is no readable file no\\u001bsuch.conf. Give the path of an"
                + " application.conf, or leave --config out to use the defaults.");
  }

  @Test
  void aDataDirWithoutConfigurationIsRefused(@TempDir Path dir) {
    assertThat(run("config", "--data-dir", dir.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no footfall.conf in " + dir);
  }

  @Test
  void configAndDataDirExcludeEachOther() {
    assertThat(run("config", "--config", "a", "--data-dir", "b")).isEqualTo(2);
    assertThat(err.toString()).startsWith("footfall: --config").contains("mutually exclusive");
  }

  @Test
  void aWordBeginningWithAtIsNoFileOfArguments() {
    assertThat(run("@config")).isEqualTo(2);
    assertThat(err.toString()).contains("@config");
  }

  @Test
  void completionIsAScriptForTheRootCommand() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("`footfall` command");
  }
}
