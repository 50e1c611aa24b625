package io.footfall.report.spark.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.footfall.runtime.spark.keyed.Settled;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds events that are copies: every field that came from the producer is the same, {@code
 * properties} among them. The copy with the smallest partition and offset stays, as every job
 * counts the first. Where copies stand in several partitions, one that a job took for late is no
 * substitute for one that it counted: such a copy goes only if one stays that is late for no other
 * job. So a recount of what stays is a recount of all.
 *
 * @param jobs those that count events; each has passed what is looked at
 */
record Copies(SparkSession session, FootfallConfig config, List<Settled> jobs) {
  private static final String[] RECORD = {
    "source_epoch", "kafka_topic", "kafka_partition", "kafka_offset"
  };
  private static final String[] ID = {"source_epoch", "kafka_topic", "user_id", "event_id"};

  /** Equal in copies. */
  private static final List<String> BODY =
      List.of(
          "source_epoch",
          "kafka_topic",
          "user_id",
          "event_id",
          "event_type",
          "event_time",
          "item_id",
          "category",
          "page",
          "channel",
          "device",
          "campaign",
          "amount",
          "currency",
          "properties");

  /** The first of the copies that stands in for this one, if one does. */
  private static final String KEPT =
      """
      array_min(filter(copies, other -> (other.late_for & ~late_for) = 0
        AND (other.kafka_partition < kafka_partition
          OR other.kafka_partition = kafka_partition AND other.kafka_offset < kafka_offset)))
      """;

  /** In the columns of {@code removals} that do not depend on when they are listed. */
  Dataset<Row> of(Dataset<Row> events, SortedSet<LocalDate> dates) {
    Dataset<Row> own =
        events
            .where(col("event_date").isin(dates.toArray()))
            .where(col("kafka_topic").equalTo(config.kafka().topic()));
    Dataset<Row> repeated = own.groupBy(columns(ID)).count().where("count > 1").drop("count");
    Dataset<Row> candidates =
        own.join(repeated, ID, "left_semi")
            .withColumn("properties", expr("array_sort(map_entries(properties))"))
            .withColumn("late_for", lit(0));
    for (int job = 0; job < jobs.size(); job++) {
      candidates = marked(candidates, jobs.get(job), 1 << job, dates);
    }
    return candidates
        .withColumn(
            "copies",
            collect_list(struct("kafka_partition", "kafka_offset", "late_for"))
                .over(Window.partitionBy(columns(BODY.toArray(String[]::new)))))
        .withColumn("kept", expr(KEPT))
        .where("kept IS NOT NULL")
        .selectExpr(
            "source_epoch",
            "kafka_topic",
            "kafka_partition",
            "kafka_offset",
            "event_id",
            "user_id",
            "event_type",
            "event_time",
            "channel",
            "amount",
            "currency",
            "'DUPLICATE' AS why",
            "kept.kafka_partition AS kept_partition",
            "kept.kafka_offset AS kept_offset",
            "event_date");
  }

  /** Adds the bit to {@code late_for} where the job took the event for late, or will. */
  private Dataset<Row> marked(
      Dataset<Row> candidates, Settled job, int bit, SortedSet<LocalDate> dates) {
    Dataset<Row> late =
        session
            .read()
            .format("delta")
            .load(job.late().path(config.warehouse()))
            .where(col("event_time").geq(midnight(dates.first())))
            .where(col("event_time").lt(midnight(dates.last().plusDays(1))))
            .select(columns(RECORD))
            .distinct()
            .withColumn("is_late", lit(true));
    String unseen =
        job.offsets().partitions().entrySet().stream()
            .filter(each -> each.getKey().topic().equals(config.kafka().topic()))
            .map(
                each ->
                    "WHEN %d THEN %d".formatted(each.getKey().number(), each.getValue().until()))
            .collect(
                Collectors.joining(" ", "kafka_offset >= CASE kafka_partition ", " ELSE 0 END"));
    return candidates
        .join(late, RECORD, "left")
        .withColumn(
            "late_for",
            expr(
                "late_for | IF(is_late OR source_epoch = %d AND %s, %d, 0)"
                    .formatted(job.offsets().sourceEpoch(), unseen, bit)))
        .drop("is_late");
  }

  private static Column midnight(LocalDate date) {
    return lit(date.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  static Column[] columns(String... names) {
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = col(names[i]);
    }
    return columns;
  }

  static String[] record() {
    return RECORD.clone();
  }
}
