package io.footfall.bench.jmh;

import io.footfall.funnel.core.engine.FunnelEngine;
import io.footfall.funnel.core.engine.Shape;
import io.footfall.funnel.core.engine.Timeline;
import io.footfall.schema.core.funnel.FunnelMode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One thread searches cohorts in sorted events: five steps, a window of an hour. Users have a
 * cohort of one hour with {@link #EACH} events, nine of ten of which match; the hostile user has
 * {@link #HOSTILE} matching events in one cohort, none of them the last step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FunnelBenchmark {
  static final int USERS = 2_000;
  static final int EACH = 40;
  static final int HOSTILE = 100_000;

  private static final int STEPS = 5;
  private static final long HOUR = 3_600_000_000L;

  /** By its name. */
  @Param({
    "ORDERED",
    "STRICT_ORDER",
    "UNORDERED",
    "CLICKHOUSE",
    "CLICKHOUSE_STRICT_DEDUPLICATION",
    "CLICKHOUSE_STRICT_ORDER"
  })
  public FunnelMode mode;

  private final Timeline[] users = new Timeline[USERS];
  private Timeline hostile;
  private FunnelEngine engine;

  /** Seeded. */
  @Setup
  public void prepare() {
    engine = new FunnelEngine(new Shape(mode, STEPS, HOUR, HOUR, List.of()));
    Random random = new Random(1);
    for (int user = 0; user < USERS; user++) {
      users[user] = timeline(random, EACH, STEPS, HOUR / EACH);
    }
    hostile = timeline(random, HOSTILE, STEPS - 1, HOUR / HOSTILE);
  }

  private static Timeline timeline(Random random, int events, int steps, long apart) {
    Timeline timeline = new Timeline(events);
    for (int i = 0; i < events; i++) {
      // As in a shop: the earlier the step, the more often.
      int step = Math.min(random.nextInt(steps), random.nextInt(steps));
      timeline.add(i * apart, random.nextInt(10) == 0 ? 0 : 1 << step, 0);
    }
    return timeline;
  }

  /** Per event. */
  @Benchmark
  @OperationsPerInvocation(USERS * EACH)
  public void users(Blackhole sink) {
    for (Timeline user : users) {
      sink.consume(engine.best(user, 0));
    }
  }

  /** Per event. */
  @Benchmark
  @OperationsPerInvocation(HOSTILE)
  public void hostile(Blackhole sink) {
    sink.consume(engine.best(hostile, 0));
  }
}
