package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which faults, in which order, at what moments: a function of its arguments. */
final class FaultPlan {
  /** One kill in so many hits the driver before its first commit. */
  private static final int EARLY_ONE_IN = 4;

  private static final int EARLIEST_MILLIS = 6_000;
  private static final int LATEST_MILLIS = 3_000;
  private static final int MOST_HITS = 3;

  private FaultPlan() {}

  /**
   * Plans the kills, among them the troubles, each once; then each failpoint: once, at some hit,
   * and twice in a row, at the first.
   *
   * @param failpoints false for none
   * @param troubles false for none
   */
  static List<Fault> of(int kills, boolean failpoints, boolean troubles, long seed) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      faults.add(kill(random));
    }
    if (troubles) {
      for (Trouble.Kind kind : Trouble.Kind.values()) {
        faults.add(random.nextInt(faults.size() + 1), new Trouble(kind));
      }
    }
    if (failpoints) {
      for (Point point : shuffled(random)) {
        faults.add(new Halt(point, 1 + random.nextInt(MOST_HITS), false));
      }
      for (Point point : shuffled(random)) {
        faults.add(new Halt(point, 1, false));
        faults.add(new Halt(point, 1, true));
      }
    }
    return List.copyOf(faults);
  }

  private static Kill kill(Random random) {
    return random.nextInt(EARLY_ONE_IN) == 0
        ? new Kill(Since.START, Duration.ofMillis(random.nextInt(EARLIEST_MILLIS)))
        : new Kill(Since.COMMIT, Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
  }

  private static List<Point> shuffled(Random random) {
    List<Point> points = new ArrayList<>(Arrays.asList(Point.values()));
    Collections.shuffle(points, random);
    return points;
  }
}
