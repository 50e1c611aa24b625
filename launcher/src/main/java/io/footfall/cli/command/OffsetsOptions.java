package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.OffsetLooks;
import io.footfall.schema.core.config.FootfallConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose offsets. */
final class OffsetsOptions {
  @Mixin private ConfigOptions config;

  @Option(
      names = "--job",
      paramLabel = "JOB",
      defaultValue = "ingest",
      description = "Whose offsets (default: ${DEFAULT-VALUE}).")
  private String job;

  ConfigOptions config() {
    return config;
  }

  OffsetLooks open(FootfallConfig settings, Invocation invocation) {
    return OffsetLooks.open(settings, job, invocation);
  }

  OffsetLooks open(Invocation invocation) {
    return open(config.config(invocation), invocation);
  }
}
