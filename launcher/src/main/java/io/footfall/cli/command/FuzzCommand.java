package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.ProgressBar;
import io.footfall.cli.output.Rows;
import io.footfall.schema.core.fuzz.CodecFuzz;
import io.footfall.schema.core.fuzz.FuzzReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall fuzz}. */
@Command(
    name = "fuzz",
    description = {
      "Try the codec on seeded hostile input.",
      "Promises checked on every input: no exception escapes, none costs more than 50 ms of CPU "
          + "time, and every projection gives the full parse's verdict. Exits 1 if one is broken, "
          + "and says seed and index of the input."
    },
    footerHeading = "%nExamples:%n",
    footer = "  footfall fuzz --inputs 1000000 --seed 7")
public final class FuzzCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private OutputOptions output;

  @Option(names = "--inputs", paramLabel = "N", description = "How many (default: 1000000).")
  private long inputs = 1_000_000;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same inputs (default: 1).")
  private long seed = 1;

  public FuzzCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FuzzReport report;
    try (ProgressBar bar =
        new ProgressBar(
            invocation.err(), invocation.errIsTerminal(), invocation.clock(), "inputs", inputs)) {
      report = CodecFuzz.run(seed, inputs, bar::update);
    }
    output.print(invocation.out(), rows(report), json(report));
    report
        .firstViolations()
        .forEach(
            broken ->
                invocation.say(
                    "footfall: seed %d, input %d, mapping %s: %s"
                        .formatted(
                            broken.seed(), broken.index(), broken.mapping(), broken.what())));
    invocation.say(
        "fuzz: %,d inputs of seed %d, slowest %.1f ms (input %d), violations %,d: %s"
            .formatted(
                report.inputs(),
                report.seed(),
                report.slowestNanos() / 1e6,
                report.slowestIndex(),
                report.violations(),
                report.passed() ? "passed" : "FAILED"));
    return report.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Rows rows(FuzzReport report) {
    Rows rows = Rows.of(Column.left("verdict"), Column.right("inputs"));
    for (Map.Entry<String, Long> verdict : new TreeMap<>(report.verdicts()).entrySet()) {
      rows = rows.with(verdict.getKey(), verdict.getValue());
    }
    return rows;
  }

  private static Map<String, Object> json(FuzzReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", report.seed());
    json.put("inputs", report.inputs());
    json.put("verdicts", new TreeMap<>(report.verdicts()));
    json.put("slowest_ms", report.slowestNanos() / 1e6);
    json.put("slowest_input", report.slowestIndex());
    json.put("violations", report.violations());
    return json;
  }
}
