package io.footfall.cli.command;

import io.footfall.bench.core.CatchUpResult;
import io.footfall.bench.spark.CatchUpBench;
import io.footfall.bench.spark.Entrant;
import io.footfall.bench.spark.Stage;
import io.footfall.cli.bench.BenchView;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.run.LocalSpark;
import io.footfall.funnel.FunnelJob;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.session.SessionJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall bench ingest}, and the same for other jobs. */
@Command
public final class BenchCatchUpCommand implements Callable<Integer> {
  private static final GeneratorSpec FOUR_MILLION = GeneratorSpec.defaults().withEvents(4_000_000);
  private static final Map<String, String> FIVE_STEPS =
      Map.of(
          "footfall.funnels",
          "[{name = shop, steps = [view, click, cart, order, payment], window = 1 hour}]");

  private final Invocation invocation;
  private final String name;
  private final GeneratorSpec usual;
  private final boolean stateful;
  private final Map<String, String> settings;
  private final Function<Boolean, List<Entrant>> entrants;
  @Mixin private BenchOptions options;
  @Mixin private OutputOptions output;

  @Option(names = "--events", paramLabel = "N", description = "In the topic (default: 4000000).")
  private Optional<Long> events = Optional.empty();

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Users to choose from (default: 10000; with state by user 50000).")
  private Optional<Integer> users = Optional.empty();

  @Option(names = "--rounds", paramLabel = "N", description = "Of each variant (default: 2).")
  private int rounds = 2;

  private BenchCatchUpCommand(
      Invocation invocation,
      String name,
      GeneratorSpec usual,
      boolean stateful,
      Map<String, String> settings,
      Function<Boolean, List<Entrant>> entrants) {
    this.invocation = invocation;
    this.name = name;
    this.usual = usual;
    this.stateful = stateful;
    this.settings = settings;
    this.entrants = entrants;
  }

  /** {@code bench ingest}. */
  public static CommandLine ingest(Invocation invocation) {
    return line(
        new BenchCatchUpCommand(
            invocation, "ingest", FOUR_MILLION, false, Map.of(), Entrant::ingest),
        "How fast a full topic is read to its end: ingest, the stock path, and the source alone.",
        "All three in turn, in this process, over the same topic; a smaller round goes before and "
            + "is discarded. Exits 1 if rows were lost or doubled.");
  }

  /** {@code bench session}. */
  public static CommandLine session(Invocation invocation) {
    return stateful(invocation, SessionJob.NAME, Map.of(), "the session job", Entrant.session());
  }

  /** {@code bench funnel}. */
  public static CommandLine funnel(Invocation invocation) {
    return stateful(
        invocation,
        FunnelJob.NAME,
        FIVE_STEPS,
        "the funnel job (five steps, a window of 1 h), the session job",
        Entrant.funnel());
  }

  /**
   * Jobs that keep state by user. Any number of events spans the same 67 minutes of event time, so
   * that state comes and goes.
   */
  private static CommandLine stateful(
      Invocation invocation,
      String name,
      Map<String, String> settings,
      String jobs,
      List<Entrant> entrants) {
    return line(
        new BenchCatchUpCommand(
            invocation,
            name,
            FOUR_MILLION.withUsers(50_000).withSpeedup(10),
            true,
            settings,
            candidates -> entrants),
        "How fast a full topic is read to its end: %s, Spark's session_window,".formatted(jobs)
            + " a sliding count as in the job that Footfall replaces, and the source alone.",
        "All in turn, in this process, over the same topic; a smaller round goes before and is "
            + "discarded. Exits 1 if rows were lost or doubled.");
  }

  private static CommandLine line(BenchCatchUpCommand command, String... description) {
    CommandLine line = new CommandLine(command);
    String bench = "  footfall bench " + command.name;
    line.getCommandSpec()
        .name(command.name)
        .usageMessage()
        .description(description)
        .footerHeading("%nExamples:%n")
        .footer(bench, bench + " --events 500000 --rounds 3 -o json");
    return line;
  }

  @Override
  public Integer call() {
    long many = events.orElse(usual.events());
    GeneratorSpec spec =
        (stateful ? usual.withEventsInSameTime(many) : usual.withEvents(many))
            .withUsers(users.orElse(usual.users()))
            .withSeed(options.seed());
    CatchUpBench.Options wanted =
        new CatchUpBench.Options(name, entrants.apply(options.candidates()), spec, rounds);
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(options.settings());
    try (Stage stage = Stage.open(options.dataDir(), all);
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      CatchUpResult result =
          new CatchUpBench(spark.session(), stage, line -> invocation.say("footfall: " + line))
              .run(wanted, invocation.clock());
      output.print(invocation.out(), BenchView.rows(result), result.json());
      output.conclude(invocation, result.machine().text(), result.summary());
    }
    return ExitCode.OK;
  }
}
