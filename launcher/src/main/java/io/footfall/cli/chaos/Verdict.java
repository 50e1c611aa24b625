package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Shop.Sent;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The tables compared with what was sent, in two ways that know nothing of each other: offsets by
 * the audit, and event ids.
 *
 * @param lostOffsets acknowledged, and in no table; or not read by a job
 * @param doubledOffsets in a table more than once
 * @param lostIds sent, and not as often in {@code events}
 * @param doubledIds in {@code events} more often than sent
 * @param strangeIds in {@code events}, and never sent
 * @param auditHolds false also for what the counts do not show, such as an unreadable file
 */
record Verdict(
    long lostOffsets,
    long doubledOffsets,
    long lostIds,
    long doubledIds,
    long strangeIds,
    boolean auditHolds) {

  /** Compares. */
  static Verdict of(
      SparkSession spark, FootfallConfig config, Histories histories, Sent sent, Path ids) {
    String warehouse = config.warehouse();
    OffsetAudit.Report audit = OffsetAudit.run(spark, warehouse, config.pipeline());
    long notReached =
        histories.ofTopic().values().stream()
            .mapToLong(history -> notReached(history, config.kafka().topic(), sent))
            .max()
            .orElse(0);
    Dataset<Row> wanted =
        spark
            .read()
            .text(ids.toString())
            .toDF("event_id")
            .groupBy("event_id")
            .agg(functions.count("*").as("sent"));
    Dataset<Row> found =
        spark
            .read()
            .format("delta")
            .load(Tables.EVENTS.path(warehouse))
            .groupBy("event_id")
            .agg(functions.count("*").as("times"));
    Row counts =
        wanted
            .join(found, "event_id", "full_outer")
            .selectExpr(
                "coalesce(sum(greatest(sent - coalesce(times, 0), 0)), 0)",
                "coalesce(sum(greatest(times - sent, 0)), 0)",
                "count_if(sent IS NULL)")
            .collectAsList()
            .get(0);
    return new Verdict(
        audit.missing() + notReached,
        audit.doubled(),
        counts.getLong(0),
        counts.getLong(1),
        counts.getLong(2),
        audit.holds());
  }

  private static long notReached(RecordedHistory history, String topic, Sent sent) {
    Map<KafkaPartition, Long> ends = history.ends();
    long offsets = 0;
    for (Map.Entry<Integer, Long> end : sent.ends().entrySet()) {
      long reached = ends.getOrDefault(new KafkaPartition(topic, end.getKey()), 0L);
      offsets += Math.max(0, end.getValue() - reached);
    }
    return offsets;
  }

  long lost() {
    return Math.max(lostOffsets, lostIds);
  }

  long doubled() {
    return Math.max(doubledOffsets, doubledIds);
  }

  boolean holds() {
    return lost() == 0 && doubled() == 0 && strangeIds == 0 && auditHolds;
  }
}
