package io.footfall.cli.chaos;

import java.time.Instant;
import java.util.Map;

/**
 * What became of a planned fault.
 *
 * @param happened false when the driver ended, or went on, without it
 * @param detail how the driver ended
 * @param started when the driver was started; the first, where it takes two
 * @param commits the version that each job had committed last when the driver was dead; -1 for none
 */
record Inflicted(
    Fault fault, boolean happened, String detail, Instant started, Map<String, Long> commits) {
  Inflicted {
    commits = Map.copyOf(commits);
  }
}
