package io.footfall.runtime.core.aligned;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts batches so that partitions stay together in Kafka time while a job is behind (DESIGN section
 * 6): there is an instant such that a batch takes every record before it and none behind it. The
 * largest instant is looked for that keeps the batch within its bound; where one instant alone
 * holds more than that, it is split.
 *
 * <p>Each batch takes at least one offset while there is one. A partition whose next record claims
 * to be of the future, or that has passed such a record, cannot be ordered by time: it advances in
 * proportion with the others.
 *
 * <p>Remembers the last instant, to look near it; nothing else. One thread.
 */
public final class AlignedCut {
  private static final long FIRST_STEP_MILLIS = 60_000;

  private final long most;
  private final OffsetsByTime times;
  private long lastMillis = -1;
  private long lastStep = FIRST_STEP_MILLIS;

  /**
   * A cutter.
   *
   * @param most offsets of one batch over all partitions, at least 1
   * @param times asked only when more than that are left
   */
  public AlignedCut(long most, OffsetsByTime times) {
    this.most = most;
    this.times = times;
  }

  /**
   * The end of the next batch.
   *
   * @param start per partition; one that is missing starts at 0
   * @param latest per partition, what may be read now
   * @param nowMillis the wall clock
   */
  public Map<KafkaPartition, Long> ends(
      Map<KafkaPartition, Long> start, Map<KafkaPartition, Long> latest, long nowMillis) {
    Map<KafkaPartition, OffsetRange> backlog = new TreeMap<>();
    latest.forEach(
        (partition, end) -> {
          long from = start.getOrDefault(partition, 0L);
          backlog.put(partition, new OffsetRange(from, Math.max(from, end)));
        });
    if (Offsets.count(backlog) <= most) {
      lastMillis = -1;
      return Offsets.share(backlog, Long.MAX_VALUE);
    }
    return cut(backlog, nowMillis);
  }

  private Map<KafkaPartition, Long> cut(Map<KafkaPartition, OffsetRange> backlog, long nowMillis) {
    Position newest = new Search(backlog, times).at(nowMillis + 1);
    Map<KafkaPartition, OffsetRange> ordered = new TreeMap<>(backlog);
    ordered
        .entrySet()
        .removeIf(
            each -> !each.getValue().isEmpty() && newest.taken().get(each.getKey()).isEmpty());
    Map<KafkaPartition, OffsetRange> unordered = new TreeMap<>(backlog);
    unordered.keySet().removeAll(ordered.keySet());

    long all = Offsets.count(ordered);
    if (all == 0) {
      return Offsets.share(backlog, most);
    }
    double part = (double) all / (all + Offsets.count(unordered));
    Map<KafkaPartition, Long> ends =
        cutOrdered(ordered, newest.only(ordered.keySet()), Math.max(1, (long) (most * part)));
    addInProportion(ends, ordered, unordered, all);
    return ends;
  }

  private Map<KafkaPartition, Long> cutOrdered(
      Map<KafkaPartition, OffsetRange> ordered, Position newest, long bound) {
    if (newest.count() <= bound) {
      lastMillis = newest.millis();
      return newest.ends();
    }
    Bracket found =
        new Search(ordered, times).largest(new Bracket(null, newest), bound, lastMillis, lastStep);
    lastStep = lastMillis < 0 ? FIRST_STEP_MILLIS : found.low().millis() - lastMillis;
    lastStep = Math.max(1, lastStep);
    lastMillis = found.low().millis();
    if (!found.isClosed() || found.low().count() == bound) {
      return found.low().ends();
    }
    // The instant between the two is larger than what is left of the batch.
    Map<KafkaPartition, OffsetRange> instant = new TreeMap<>();
    ordered.forEach(
        (partition, range) ->
            instant.put(
                partition,
                new OffsetRange(
                    found.low().taken().get(partition).until(),
                    found.high().taken().get(partition).until())));
    return Offsets.share(instant, bound - found.low().count());
  }

  private void addInProportion(
      Map<KafkaPartition, Long> ends,
      Map<KafkaPartition, OffsetRange> ordered,
      Map<KafkaPartition, OffsetRange> unordered,
      long all) {
    long taken = 0;
    for (Map.Entry<KafkaPartition, OffsetRange> each : ordered.entrySet()) {
      taken += ends.get(each.getKey()) - each.getValue().from();
    }
    long share = (long) Math.ceil((double) Offsets.count(unordered) / all * taken);
    long room = Math.min(share, most - taken);
    if (room > 0) {
      ends.putAll(Offsets.share(unordered, room));
    } else {
      unordered.forEach((partition, range) -> ends.put(partition, range.from()));
    }
  }
}
