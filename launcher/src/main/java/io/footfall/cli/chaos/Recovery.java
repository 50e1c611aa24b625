package io.footfall.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long the driver after a fault took from the start of its process until each job's tables had
 * new rows. That is the time from the death of the one before, less the pause in which it was
 * checked what that one had left.
 *
 * @param millis by job; without those for which the driver did not live long enough
 */
record Recovery(Map<String, Long> millis) {
  Recovery {
    millis = Map.copyOf(millis);
  }

  /** For each fault; nothing for the last, which no driver follows. */
  static List<Recovery> of(List<Inflicted> faults, Histories histories) {
    List<Recovery> all = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Map<String, Long> millis = new LinkedHashMap<>();
      if (i + 1 < faults.size() && faults.get(i).happened()) {
        Inflicted next = faults.get(i + 1);
        faults
            .get(i)
            .commits()
            .forEach(
                (job, version) -> {
                  if (next.commits().get(job) > version) {
                    histories
                        .byJob()
                        .get(job)
                        .nextCommit(version)
                        .ifPresent(
                            at -> millis.put(job, Duration.between(next.started(), at).toMillis()));
                  }
                });
      }
      all.add(new Recovery(millis));
    }
    return all;
  }

  /** The last of these jobs; empty when one is missing. */
  Optional<Long> ofAll(List<String> jobs) {
    return millis.keySet().containsAll(jobs)
        ? jobs.stream().map(millis::get).max(Long::compare)
        : Optional.empty();
  }

  Optional<Long> of(String job) {
    return Optional.ofNullable(millis.get(job));
  }
}
