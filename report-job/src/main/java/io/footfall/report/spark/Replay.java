package io.footfall.report.spark;

import static org.apache.spark.sql.functions.expr;

import io.footfall.report.core.replay.Again;
import io.footfall.report.core.replay.Origin;
import io.footfall.report.core.replay.ReplayTopic;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Parses quarantined records once more, with the mapping as it is now, and sends what is an event
 * now to the topic again, so that every job sees it. Each record is sent once, however often this
 * is run and whenever it is killed: what is about to be sent is written down first, is sent in a
 * transaction of Kafka's, and a run begins by looking into the topic for what an earlier one
 * intended.
 */
public final class Replay {
  private static final TableLayout ATTEMPTS = ReportTables.QUARANTINE_ATTEMPTS;
  private static final int AT_A_TIME = 1_000;

  /** Held in memory twice, by the producer too. */
  private static final long BYTES_AT_A_TIME = 8L << 20;

  private final SparkSession session;
  private final FootfallConfig config;
  private final ReplayTopic topic;
  private final Clock clock;

  public Replay(SparkSession session, FootfallConfig config, ReplayTopic topic, Clock clock) {
    this.session = session;
    this.config = config;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * What a run did.
   *
   * @param recovered sent by an earlier run that could not write so down
   * @param sent events now
   * @param rejected still none
   * @param unreadable records whose bytes were not kept
   * @param tooLarge events that the topic does not take
   * @param old of those sent, how many the topic may drop at once, for their age
   */
  public record Outcome(
      long recovered, long sent, long rejected, long unreadable, long tooLarge, long old) {}

  /**
   * Runs; empty where there is no quarantine yet.
   *
   * @param reason only records that were rejected for it
   */
  public Optional<Outcome> run(TimeRange range, Optional<String> reason) {
    return new Quarantined(session, config)
        .list(range, reason, Integer.MAX_VALUE)
        .map(
            records -> {
              MergeTarget attempts = MergeTarget.open(session, config.warehouse(), ATTEMPTS);
              long recovered = recover(attempts);
              return replay(
                  records.join(tried(attempts), Quarantined.keyNames(), "left"), recovered);
            });
  }

  /** By record: whether it was sent, and how many attempts there were. */
  private static Dataset<Row> tried(MergeTarget attempts) {
    return attempts
        .rows()
        .groupBy(Quarantined.key())
        .agg(expr("max(outcome = 'SENT')").as("was_sent"), expr("max(attempt)").as("attempts"));
  }

  /** Writes down what an earlier run has sent and then died. */
  private long recover(MergeTarget attempts) {
    Dataset<Row> sent = attempts.rows().where("outcome = 'SENT'");
    List<String> oneAttempt = new ArrayList<>(List.of(Quarantined.keyNames()));
    oneAttempt.add("attempt");
    List<Row> open =
        attempts
            .rows()
            .where("outcome = 'INTENDED'")
            .join(sent, Quarantined.keyNames(), "left_anti")
            .join(
                attempts.rows().where("outcome = 'TOO_LARGE'"),
                oneAttempt.toArray(String[]::new),
                "left_anti")
            .collectAsList();
    if (open.isEmpty()) {
      return 0;
    }
    Map<Integer, Long> from = new HashMap<>();
    for (Row intent : open) {
      Map<Integer, Long> offsets = intent.getJavaMap(intent.fieldIndex("from_offsets"));
      offsets.forEach((partition, offset) -> from.merge(partition, offset, Math::min));
    }
    Set<Origin> found = topic.sentSince(from);
    Map<Origin, Integer> done = new HashMap<>();
    for (Row intent : open) {
      Origin origin = origin(intent);
      if (found.contains(origin)) {
        done.merge(origin, intent.getAs("attempt"), Math::max);
      }
    }
    List<Row> rows = new ArrayList<>();
    done.forEach((origin, attempt) -> rows.add(row(origin, attempt, "SENT", null, Map.of())));
    append(rows);
    return rows.size();
  }

  private Outcome replay(Dataset<Row> records, long recovered) {
    EventCodec codec = EventCodec.of(config.mapping());
    Instant dropped = topic.retention().map(clock.instant()::minus).orElse(Instant.MIN);
    Outgoing events = new Outgoing(dropped);
    List<Row> rejected = new ArrayList<>();
    long stillNone = 0;
    long unreadable = 0;
    Iterator<Row> each =
        records
            .where("was_sent IS NULL OR NOT was_sent")
            .orderBy(Quarantined.key())
            .toLocalIterator();
    while (each.hasNext()) {
      Row record = each.next();
      byte[] raw = record.getAs("raw");
      if (raw == null) {
        unreadable++;
        continue;
      }
      Integer before = record.getAs("attempts");
      int attempt = before == null ? 1 : before + 1;
      Instant timestamp = record.<Timestamp>getAs("kafka_timestamp").toInstant();
      if (codec.parse(raw, timestamp.toEpochMilli()) instanceof Rejection rejection) {
        rejected.add(row(origin(record), attempt, "REJECTED", rejection, Map.of()));
        stillNone++;
      } else {
        events.add(
            new Again(
                origin(record), attempt, record.getAs("kafka_key"), raw, timestamp.toEpochMilli()));
      }
      if (events.records.size() == AT_A_TIME || events.bytes >= BYTES_AT_A_TIME) {
        events.send();
      }
      if (rejected.size() == AT_A_TIME) {
        append(rejected);
        rejected.clear();
      }
    }
    append(rejected);
    events.send();
    return new Outcome(
        recovered, events.sent, stillNone, unreadable, events.tooLarge, events.tooOld);
  }

  /** What waits for the next transaction, and what came of the earlier ones. */
  private final class Outgoing {
    private final Instant dropped;
    private final List<Again> records = new ArrayList<>();
    private long bytes;
    private long sent;
    private long tooLarge;
    private long tooOld;

    /**
     * @param dropped the topic may drop records of before
     */
    Outgoing(Instant dropped) {
      this.dropped = dropped;
    }

    void add(Again event) {
      records.add(event);
      bytes += event.bytes();
    }

    void send() {
      if (records.isEmpty()) {
        return;
      }
      append(rows(records, "INTENDED", topic.ends()));
      List<Again> refused = topic.send(List.copyOf(records));
      records.removeAll(refused);
      List<Row> done = new ArrayList<>(rows(records, "SENT", Map.of()));
      done.addAll(rows(refused, "TOO_LARGE", Map.of()));
      append(done);
      sent += records.size();
      tooLarge += refused.size();
      tooOld += records.stream().filter(this::mayBeDropped).count();
      records.clear();
      bytes = 0;
    }

    private boolean mayBeDropped(Again event) {
      return Instant.ofEpochMilli(event.timestampMillis()).isBefore(dropped);
    }
  }

  private List<Row> rows(List<Again> events, String outcome, Map<Integer, Long> from) {
    return events.stream()
        .map(event -> row(event.origin(), event.attempt(), outcome, null, from))
        .toList();
  }

  private Row row(
      Origin origin,
      int attempt,
      String outcome,
      Rejection rejection,
      Map<Integer, Long> fromOffsets) {
    Instant now = clock.instant();
    return RowFactory.create(
        origin.sourceEpoch(),
        origin.topic(),
        origin.partition(),
        origin.offset(),
        attempt,
        outcome,
        rejection == null ? null : rejection.reason().name(),
        rejection == null ? null : rejection.field(),
        rejection == null ? null : rejection.detail(),
        fromOffsets,
        Timestamp.from(now),
        Date.valueOf(now.toString().substring(0, 10)));
  }

  private void append(List<Row> rows) {
    if (!rows.isEmpty()) {
      session
          .createDataFrame(List.copyOf(rows), ATTEMPTS.schema())
          .coalesce(1)
          .write()
          .format("delta")
          .mode("append")
          .save(ATTEMPTS.path(config.warehouse()));
    }
  }

  private static Origin origin(Row row) {
    return new Origin(
        row.getAs("source_epoch"),
        row.getAs("kafka_topic"),
        row.getAs("kafka_partition"),
        row.getAs("kafka_offset"));
  }
}
