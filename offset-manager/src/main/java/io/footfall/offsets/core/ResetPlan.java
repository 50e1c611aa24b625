package io.footfall.offsets.core;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a reset does to a job's recorded offsets. Going on within the epoch passes offsets over:
 * they are losses to be accepted. Going back would write rows twice: it begins a new source epoch,
 * in which every partition starts at its target; so does a topic that was made anew.
 *
 * @param epochBefore the epoch recorded now
 * @param epochAfter the same, or the next
 * @param moves one entry per partition of the topic
 */
public record ResetPlan(int epochBefore, int epochAfter, SortedMap<KafkaPartition, Move> moves) {
  public ResetPlan {
    moves = new TreeMap<>(moves);
  }

  /**
   * One partition.
   *
   * @param before the recorded end; empty for a partition never seen
   * @param held what the partition holds
   */
  public record Move(Optional<Long> before, long after, OffsetRange held) {

    /** Offsets passed over, negative for offsets that are read again. */
    public long distance() {
      return after - before.orElse(after);
    }
  }

  /**
   * Plans.
   *
   * @param sameTopic false when the topic is not the one that offsets are recorded of
   * @param log what the topic holds now
   */
  public static ResetPlan of(
      ResetTarget target,
      RecordedOffsets recorded,
      boolean sameTopic,
      Map<KafkaPartition, OffsetRange> log) {
    SortedMap<KafkaPartition, Move> moves = new TreeMap<>();
    log.forEach(
        (partition, held) -> {
          Optional<Long> before = sameTopic ? recorded.end(partition) : Optional.empty();
          moves.put(partition, new Move(before, target.in(partition, before, held), held));
        });
    boolean back = moves.values().stream().anyMatch(move -> move.distance() < 0);
    boolean anew = back || !sameTopic;
    return new ResetPlan(
        recorded.sourceEpoch(), anew ? recorded.sourceEpoch() + 1 : recorded.sourceEpoch(), moves);
  }

  public boolean beginsEpoch() {
    return epochAfter != epochBefore;
  }

  /** True when every partition stays where it is. */
  public boolean isNothing() {
    return !beginsEpoch()
        && moves.values().stream()
            .allMatch(move -> move.before().isPresent() && move.distance() == 0);
  }

  /** What is passed over within the epoch. */
  public SortedMap<KafkaPartition, OffsetRange> losses() {
    return ranges(move -> !beginsEpoch() && move.distance() > 0);
  }

  /** What is recorded afterwards that was not before: per partition from the old end to the new. */
  public SortedMap<KafkaPartition, OffsetRange> advance() {
    SortedMap<KafkaPartition, OffsetRange> advance = new TreeMap<>();
    moves.forEach(
        (partition, move) -> {
          long from = beginsEpoch() ? move.after() : move.before().orElse(move.after());
          if (beginsEpoch() || move.before().isEmpty() || from < move.after()) {
            advance.put(partition, new OffsetRange(from, move.after()));
          }
        });
    return advance;
  }

  /** Where the job stands afterwards. */
  public Position after() {
    SortedMap<KafkaPartition, Long> ends = new TreeMap<>();
    moves.forEach((partition, move) -> ends.put(partition, move.after()));
    return new Position(epochAfter, ends);
  }

  private SortedMap<KafkaPartition, OffsetRange> ranges(Predicate<Move> chosen) {
    SortedMap<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    moves.forEach(
        (partition, move) -> {
          if (chosen.test(move)) {
            ranges.put(partition, new OffsetRange(move.before().orElseThrow(), move.after()));
          }
        });
    return ranges;
  }
}
