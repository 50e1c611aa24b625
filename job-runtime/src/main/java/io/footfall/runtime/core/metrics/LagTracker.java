package io.footfall.runtime.core.metrics;

import io.footfall.offsets.core.KafkaPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far the commits are behind the topic, from samples of the topic's ends. In time: since when
 * the oldest record without a commit has been there, interpolated between samples; where a backlog
 * is older than the samples, since the newest committed record's timestamp. Thread-safe.
 */
final class LagTracker {
  /** An hour of samples at the default interval. */
  private static final int MOST_SAMPLES = 720;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Map<KafkaPartition, Long> committed = new HashMap<>();
  private Optional<Instant> newestCommitted = Optional.empty();

  private record Sample(Instant at, Map<KafkaPartition, Long> ends) {}

  /** These offsets come next. */
  synchronized void position(Map<KafkaPartition, Long> next) {
    committed.putAll(next);
  }

  /** The timestamp of the newest record that a commit has taken. */
  synchronized void newest(Instant timestamp) {
    newestCommitted = Optional.of(timestamp);
  }

  /** The broker said where the topic ends. */
  synchronized void sample(Instant at, Map<KafkaPartition, Long> ends) {
    if (samples.size() == MOST_SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(at, Map.copyOf(ends)));
  }

  /** By partition; empty before the first sample. */
  synchronized Map<KafkaPartition, Long> byPartition() {
    Map<KafkaPartition, Long> lag = new HashMap<>();
    if (!samples.isEmpty()) {
      samples
          .getLast()
          .ends()
          .forEach(
              (partition, end) ->
                  lag.put(partition, Math.max(0, end - committed.getOrDefault(partition, 0L))));
    }
    return lag;
  }

  /** Records; empty before the first sample. */
  synchronized OptionalLong records() {
    return samples.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(byPartition().values().stream().mapToLong(Long::longValue).sum());
  }

  /** Seconds of the partition that is furthest behind; empty before the first sample. */
  synchronized OptionalDouble seconds(Instant now) {
    if (samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    double most = 0;
    for (Map.Entry<KafkaPartition, Long> lag : byPartition().entrySet()) {
      if (lag.getValue() > 0) {
        most = Math.max(most, seconds(lag.getKey(), now));
      }
    }
    return OptionalDouble.of(most);
  }

  private double seconds(KafkaPartition partition, Instant now) {
    long next = committed.getOrDefault(partition, 0L);
    Sample behind = null;
    for (Iterator<Sample> latest = samples.descendingIterator(); latest.hasNext(); ) {
      Sample sample = latest.next();
      if (sample.ends().getOrDefault(partition, 0L) <= next) {
        return between(Duration.between(since(partition, next, sample, behind), now));
      }
      behind = sample;
    }
    Instant oldestKnown = samples.getFirst().at();
    Instant since =
        newestCommitted.filter(instant -> instant.isBefore(oldestKnown)).orElse(oldestKnown);
    return between(Duration.between(since, now));
  }

  /** When the record {@code next} came, between a sample without it and one with it. */
  private static Instant since(KafkaPartition partition, long next, Sample without, Sample with) {
    long start = without.ends().getOrDefault(partition, 0L);
    double share = (next - start) / (double) (with.ends().get(partition) - start);
    long nanos = (long) (share * Duration.between(without.at(), with.at()).toNanos());
    return without.at().plusNanos(nanos);
  }

  private static double between(Duration span) {
    return Math.max(0, span.toNanos() / 1e9);
  }
}
