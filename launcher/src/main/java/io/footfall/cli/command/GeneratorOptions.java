package io.footfall.cli.command;

import io.footfall.generator.core.GeneratorSpec;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the shop does. Defaults are {@link GeneratorSpec#defaults()}. */
public final class GeneratorOptions {
  private static final GeneratorSpec DEFAULT = GeneratorSpec.defaults();

  @Option(names = "--events", paramLabel = "N", description = "Records in all (default: 200000).")
  private long events = DEFAULT.events();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records per second, 0 for as fast as possible (default: 5000).")
  private long rate = DEFAULT.rate();

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Users to choose from (default: 10000).")
  private int users = DEFAULT.users();

  @Option(
      names = "--late-ratio",
      paramLabel = "R",
      description = "Share sent out of order within the lateness bound (default: 0.05).")
  private double late = DEFAULT.lateRatio();

  @Option(
      names = "--too-late-ratio",
      paramLabel = "R",
      description = "Share sent later than that (default: 0.005).")
  private double tooLate = DEFAULT.tooLateRatio();

  @Option(
      names = "--duplicate-ratio",
      paramLabel = "R",
      description = "Share sent a second time (default: 0.01).")
  private double duplicates = DEFAULT.duplicateRatio();

  @Option(
      names = "--malformed-ratio",
      paramLabel = "R",
      description = "Share that are no events (default: 0.01).")
  private double malformed = DEFAULT.malformedRatio();

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same events (default: 42).")
  private long seed = DEFAULT.seed();

  @Option(
      names = "--speedup",
      paramLabel = "X",
      description =
          "Event time runs X times as fast as the clock, from far enough in the past that it never "
              + "passes it (default: 1; demo: 60).")
  private Optional<Double> speedup = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Event time of the first record, such as 2026-03-01T00:00:00Z.")
  private Optional<Instant> start = Optional.empty();

  /**
   * The choice.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, for impossible numbers
   */
  public GeneratorSpec spec() {
    return spec(DEFAULT.speedup());
  }

  /**
   * The choice.
   *
   * @param usualSpeedup where the options name none
   * @throws io.footfall.schema.core.error.FootfallException category USER, for impossible numbers
   */
  GeneratorSpec spec(double usualSpeedup) {
    GeneratorSpec spec =
        DEFAULT
            .withEvents(events)
            .withRate(rate)
            .withUsers(users)
            .withSeed(seed)
            .withSpeedup(speedup.orElse(usualSpeedup))
            .withRatios(late, tooLate, duplicates, malformed);
    return start.map(spec::withStart).orElse(spec);
  }
}
