package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.ConfigLoader.EffectiveValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall config}. */
@Command(
    name = "config",
    description = {
      "Show every key in force and where its value came from.",
      "The command line wins over the environment, the environment over the file, the file over "
          + "the defaults. Secrets are masked."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall config --config application.conf",
      "  footfall config --set footfall.pipeline=shop -o json"
    })
public final class ConfigCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  public ConfigCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    ConfigLoader.Loaded loaded = config.load(invocation);
    ConfigOptions.warn(loaded, invocation);
    Rows rows = rows(loaded.values());
    output.print(
        invocation.out(), rows, Map.of("values", rows.asMaps(), "warnings", loaded.warnings()));
    return ExitCode.OK;
  }

  private static Rows rows(List<EffectiveValue> values) {
    return new Rows(
        List.of(Column.left("key"), Column.left("value"), Column.left("origin")),
        values.stream()
            .map(value -> List.<Object>of(value.key(), value.value(), value.origin()))
            .toList());
  }
}
