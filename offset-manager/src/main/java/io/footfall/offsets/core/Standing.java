package io.footfall.offsets.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one partition stands by every account there is.
 *
 * @param held what the topic holds
 * @param planned the end of the checkpoint's last batch, finished or not
 * @param finished the end of its last finished batch
 * @param recorded what the table has recorded
 * @param published by target, in the order of the configuration; empty where it says nothing
 */
public record Standing(
    Optional<OffsetRange> held,
    Optional<Long> planned,
    Optional<Long> finished,
    Optional<Long> recorded,
    List<Copy> published) {

  public Standing {
    published = List.copyOf(published);
  }

  /** What one target says. */
  public record Copy(String target, Optional<Long> offset) {}

  /**
   * What contradicts what, a clause each; none when all agree. The table is the measure: a
   * checkpoint may have planned one batch more, a copy must say the same.
   */
  public List<String> disagreements() {
    return disagreements(recorded);
  }

  /**
   * As {@link #disagreements()}, while a job may run: a copy may lag behind what the table has
   * recorded since {@code earlier}.
   */
  public List<String> disagreementsSince(Standing earlier) {
    return disagreements(
        recorded.map(now -> earlier.recorded().map(then -> Math.min(then, now)).orElse(0L)));
  }

  private List<String> disagreements(Optional<Long> floor) {
    List<String> found = new ArrayList<>();
    if (recorded.isEmpty()) {
      finished.ifPresent(
          end -> found.add("the checkpoint has finished %d, the table nothing".formatted(end)));
      published.stream()
          .filter(copy -> copy.offset().isPresent())
          .forEach(
              copy ->
                  found.add(
                      "%s says %d, the table nothing"
                          .formatted(copy.target(), copy.offset().get())));
      return found;
    }
    long table = recorded.get();
    finished
        .filter(end -> end > table)
        .ifPresent(
            end -> found.add("the table is %d behind the checkpoint".formatted(end - table)));
    planned
        .filter(end -> end < table)
        .ifPresent(
            end -> found.add("the checkpoint is %d behind the table".formatted(table - end)));
    held.ifPresent(log -> compare(log, table, found));
    published.forEach(copy -> compare(copy, table, floor.orElse(table), found));
    return found;
  }

  private static void compare(OffsetRange log, long table, List<String> found) {
    if (table < log.from()) {
      found.add("retention has overtaken the table by %d".formatted(log.from() - table));
    }
    if (table > log.until()) {
      found.add("the topic ends %d before the table".formatted(table - log.until()));
    }
  }

  private static void compare(Copy copy, long table, long floor, List<String> found) {
    if (copy.offset().isEmpty()) {
      found.add(copy.target() + " says nothing");
    } else if (copy.offset().get() > table) {
      found.add(
          "%s is %d ahead of the table".formatted(copy.target(), copy.offset().get() - table));
    } else if (copy.offset().get() < floor) {
      found.add("%s is %d behind the table".formatted(copy.target(), table - copy.offset().get()));
    }
  }
}
