package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.cli.context.CliErrors;
import io.footfall.runtime.core.Failpoints.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Which faults, in which order, at what moments: a function of its arguments.
 *
 * @param kills how many drivers are killed at random moments
 * @param failpoints whether failpoints are hit
 * @param troubles whether broker, checkpoints, producers and topic make trouble, too
 * @param jobs those that run
 * @param only names of faults, as in {@link Fault#isCalled}; empty for all
 */
public record FaultPlan(
    int kills,
    boolean failpoints,
    boolean troubles,
    List<String> jobs,
    List<String> only,
    long seed) {
  /** One kill in so many hits the driver while it starts. */
  private static final int EARLY_ONE_IN = 4;

  private static final int EARLIEST_MILLIS = 12_000;
  private static final int LATEST_MILLIS = 3_000;
  private static final int MOST_HITS = 3;

  public FaultPlan {
    jobs = List.copyOf(jobs);
    only = List.copyOf(only);
  }

  /**
   * The kills, among them the troubles, each once, those of a checkpoint once for each job; then
   * each failpoint of each job, at some hit, and twice in a row, at the first, in one of the jobs.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when {@code only} names
   *     what is not planned
   */
  List<Fault> faults() {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      faults.add(kill(random));
    }
    if (troubles) {
      for (Trouble.Kind kind : Trouble.Kind.values()) {
        for (Trouble trouble : Trouble.of(kind, jobs)) {
          faults.add(random.nextInt(faults.size() + 1), trouble);
        }
      }
    }
    if (failpoints) {
      faults.addAll(halts(random));
    }
    return only.isEmpty() ? List.copyOf(faults) : chosen(faults);
  }

  private List<Fault> halts(Random random) {
    List<Fault> halts = new ArrayList<>();
    for (String job : jobs) {
      for (Point point : Point.values()) {
        halts.add(new Halt(job, point, 1 + random.nextInt(MOST_HITS), false));
      }
    }
    Collections.shuffle(halts, random);
    List<Point> points = new ArrayList<>(Arrays.asList(Point.values()));
    Collections.shuffle(points, random);
    for (Point point : points) {
      String job = jobs.get(random.nextInt(jobs.size()));
      halts.add(new Halt(job, point, 1, false));
      halts.add(new Halt(job, point, 1, true));
    }
    return halts;
  }

  private List<Fault> chosen(List<Fault> faults) {
    for (String name : only) {
      if (faults.stream().noneMatch(fault -> fault.isCalled(name))) {
        TreeSet<String> names = new TreeSet<>();
        faults.forEach(fault -> names.add(fault.name()));
        throw CliErrors.noSuchFault(name, String.join(", ", names), String.join(", ", jobs));
      }
    }
    return faults.stream().filter(fault -> only.stream().anyMatch(fault::isCalled)).toList();
  }

  private static Kill kill(Random random) {
    return random.nextInt(EARLY_ONE_IN) == 0
        ? new Kill(Since.START, Duration.ofMillis(random.nextInt(EARLIEST_MILLIS)))
        : new Kill(Since.COMMIT, Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
  }
}
