package io.footfall.cli.command;

import io.footfall.cli.audit.Check;
import io.footfall.cli.audit.Outcome;
import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalSpark;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Runs checks and says what they found. */
abstract class AuditCheckCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final List<Check> checks;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  AuditCheckCommand(Invocation invocation, List<Check> checks) {
    this.invocation = invocation;
    this.checks = checks;
  }

  @Override
  public final Integer call() {
    FootfallConfig settings = config.config(invocation);
    List<Outcome> outcomes;
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      outcomes =
          checks.stream().flatMap(check -> check.run(spark.session(), settings).stream()).toList();
    }
    if (outcomes.isEmpty()) {
      throw CliErrors.nothingToAudit(settings.warehouse(), settings.pipeline());
    }
    boolean holds = outcomes.stream().allMatch(Outcome::holds);
    if (checks.size() == 1) {
      print(outcomes.get(0));
    } else {
      printAll(outcomes, holds);
    }
    return holds ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(Outcome outcome) {
    if (output.format() != OutputOptions.Format.TABLE) {
      output.print(invocation.out(), outcome.rows(), outcome.json());
      invocation.say(outcome.summary());
      return;
    }
    if (!outcome.rows().rows().isEmpty()) {
      output.print(invocation.out(), outcome.rows(), outcome.json());
    }
    outcome.lines().forEach(invocation.out()::println);
    invocation.out().flush();
  }

  private void printAll(List<Outcome> outcomes, boolean holds) {
    String summary =
        "audit: %d of %d checks hold"
            .formatted(outcomes.stream().filter(Outcome::holds).count(), outcomes.size());
    if (!holds) {
      summary +=
          outcomes.stream()
              .filter(outcome -> !outcome.holds())
              .map(Outcome::name)
              .collect(Collectors.joining(", ", "; NOT: ", ""));
    }
    if (output.format() == OutputOptions.Format.TABLE) {
      outcomes.forEach(this::print);
      invocation.out().println(summary);
      invocation.out().flush();
      return;
    }
    Rows rows = Rows.of(Column.left("check"), Column.left("verdict"), Column.left("summary"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", holds);
    for (Outcome outcome : outcomes) {
      String verdict = Outcome.verdict(outcome.holds());
      rows = rows.with(outcome.name(), verdict, outcome.summary());
      json.put(outcome.name(), outcome.json());
    }
    output.print(invocation.out(), rows, json);
    invocation.say(summary);
  }
}
