package io.footfall.cli.offsets;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.Lag;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.kafka.RecordTimes;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.spark.JobPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a job is behind its topic.
 *
 * @param readPerSecond what the job has read in its last batches; empty when there were none of
 *     late
 * @param writtenPerSecond what has come into the topic in the last minute
 */
public record LagReport(
    SortedMap<KafkaPartition, Measured> partitions,
    Optional<Double> readPerSecond,
    double writtenPerSecond) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** What counts as of late. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  /** One partition. */
  public record Measured(long position, long end, Lag lag) {}

  /** Measures. */
  public static LagReport of(OffsetLooks looks, Instant now) {
    OffsetFacts facts = looks.look();
    String topic = facts.identity().topic();
    SortedMap<KafkaPartition, Long> positions = new TreeMap<>();
    SortedMap<KafkaPartition, Long> behind = new TreeMap<>();
    facts
        .held()
        .forEach(
            (partition, held) -> {
              long position =
                  Math.max(held.from(), facts.table().offsets().end(partition).orElse(held.from()));
              positions.put(partition, position);
              if (position < held.until()) {
                behind.put(partition, position);
              }
            });
    SortedMap<KafkaPartition, Instant> newest = looks.topic().newest(topic);
    SortedMap<KafkaPartition, Instant> times =
        RecordTimes.at(
            looks.bootstrapServers(), looks.config().kafka().clientOptions(), behind, DEADLINE);
    SortedMap<KafkaPartition, Measured> measured = new TreeMap<>();
    facts
        .held()
        .forEach(
            (partition, held) ->
                measured.put(
                    partition,
                    new Measured(
                        positions.get(partition),
                        held.until(),
                        Lag.of(
                            positions.get(partition),
                            held.until(),
                            Optional.ofNullable(times.get(partition)),
                            Optional.ofNullable(newest.get(partition))))));
    SortedMap<KafkaPartition, Long> aMinuteAgo = looks.topic().offsetsAt(topic, now.minus(LATELY));
    return new LagReport(measured, readPerSecond(looks, now), written(facts.held(), aMinuteAgo));
  }

  private static double written(
      SortedMap<KafkaPartition, OffsetRange> held, SortedMap<KafkaPartition, Long> aMinuteAgo) {
    long records = 0;
    for (Map.Entry<KafkaPartition, OffsetRange> each : held.entrySet()) {
      long end = each.getValue().until();
      records += Math.max(0, end - aMinuteAgo.getOrDefault(each.getKey(), end));
    }
    return (double) records / LATELY.toSeconds();
  }

  /** From the batches that the checkpoint still lists. */
  private static Optional<Double> readPerSecond(OffsetLooks looks, Instant now) {
    try {
      CheckpointLog log = looks.checkpoint();
      List<Long> batches = log.plannedBatches();
      Optional<Long> first = Optional.empty();
      for (long batch : batches) {
        if (log.timestamp(batch).isAfter(now.minus(LATELY))) {
          first = first.or(() -> Optional.of(batch));
        }
      }
      if (first.isEmpty() || first.get().equals(batches.get(batches.size() - 1))) {
        return Optional.empty();
      }
      long last = batches.get(batches.size() - 1);
      Duration took = Duration.between(log.timestamp(first.get()), log.timestamp(last));
      long records = sum(log.ends(last).values()) - sum(log.ends(first.get()).values());
      return took.isZero() ? Optional.empty() : Optional.of(1_000.0 * records / took.toMillis());
    } catch (IOException e) {
      throw RuntimeErrors.storage(JobPlan.checkpoint(looks.config(), looks.tables().job()), e);
    }
  }

  private static long sum(Collection<Long> offsets) {
    return offsets.stream().mapToLong(Long::longValue).sum();
  }

  /** Over all partitions. */
  public long records() {
    return partitions.values().stream().mapToLong(each -> each.lag().records()).sum();
  }

  /** The longest of all partitions; empty where one is not known. */
  public Optional<Duration> time() {
    if (partitions.values().stream().anyMatch(each -> each.lag().time().isEmpty())) {
      return Optional.empty();
    }
    return partitions.values().stream()
        .map(each -> each.lag().time().orElseThrow())
        .max(Duration::compareTo);
  }

  Optional<Duration> catchUp() {
    return Lag.catchUp(records(), readPerSecond, writtenPerSecond);
  }

  /** One row per partition. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("partition"),
            Column.right("position"),
            Column.right("log_end"),
            Column.right("lag_records"),
            Column.right("lag_seconds"));
    for (Map.Entry<KafkaPartition, Measured> each : partitions.entrySet()) {
      Measured measured = each.getValue();
      rows =
          rows.with(
              each.getKey().toString(),
              measured.position(),
              measured.end(),
              measured.lag().records(),
              seconds(measured.lag().time()));
    }
    return rows;
  }

  /** The last line. */
  public String summary() {
    return "lag: %,d records, %s; in: %,.0f/s, read: %s; caught up: %s"
        .formatted(
            records(),
            time().map(each -> "%.1f s".formatted(each.toMillis() / 1_000.0)).orElse("? s"),
            writtenPerSecond,
            readPerSecond.map(rate -> "%,.0f/s".formatted(rate)).orElse("nothing of late"),
            records() == 0
                ? "yes"
                : catchUp()
                    .map(each -> "in about %,d s".formatted(each.toSeconds()))
                    .orElse("not at this rate"));
  }

  /** The whole as one object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lag_records", records());
    json.put("lag_seconds", seconds(time()));
    json.put("written_per_second", writtenPerSecond);
    json.put("read_per_second", readPerSecond.orElse(null));
    json.put("catch_up_seconds", seconds(catchUp()));
    json.put("partitions", rows().asMaps());
    return json;
  }

  private static Double seconds(Optional<Duration> time) {
    return time.map(each -> each.toMillis() / 1_000.0).orElse(null);
  }
}
