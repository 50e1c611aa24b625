package io.footfall.ingest.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.offsets.core.Coverage;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.delta.DataFiles;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the offsets that really stand in the data files of {@code events}, {@code quarantine} and
 * {@code offset_gaps}, and compares them with what {@code events} has recorded. Log statistics are
 * not believed; a file that cannot be read counts as empty and is named.
 */
public final class OffsetAudit {
  private static final List<TableLayout> RECORD_TABLES = List.of(Tables.EVENTS, Tables.QUARANTINE);

  private OffsetAudit() {}

  /**
   * The outcome.
   *
   * @param partitions one entry per partition that is recorded, or found in a recorded topic
   * @param unreadable data files that the log names and that could not be read
   */
  public record Report(
      SortedMap<KafkaPartition, Coverage.Result> partitions, List<String> unreadable) {

    public boolean holds() {
      return unreadable.isEmpty() && partitions.values().stream().allMatch(Coverage.Result::holds);
    }

    /** Offsets that the tables should hold and do not. */
    public long missing() {
      return partitions.values().stream().mapToLong(Coverage.Result::missingCount).sum();
    }

    /** Offsets that stand more than once. */
    public long doubled() {
      return partitions.values().stream().mapToLong(Coverage.Result::doubledCount).sum();
    }
  }

  /** Audits one pipeline: the topics that it has recorded, since others may share its warehouse. */
  public static Report run(SparkSession spark, String warehouse, String pipeline) {
    RecordedOffsets recorded =
        DeltaTableSink.recordedIn(
                spark,
                warehouse,
                Tables.EVENTS,
                new TxnIds(pipeline, IngestTables.JOB, Tables.EVENTS.name()),
                JobPlan.SOURCE_EPOCH)
            .orElse(RecordedOffsets.none(JobPlan.SOURCE_EPOCH));
    List<String> unreadable = new ArrayList<>();
    Dataset<Row> found = null;
    for (TableLayout table : RECORD_TABLES) {
      Column offset = col("kafka_offset");
      Dataset<Row> rows = ranges(spark, warehouse, table, offset, offset.plus(1), unreadable);
      found = found == null ? rows : found.union(rows);
    }
    found =
        found.union(
            ranges(
                spark,
                warehouse,
                Tables.OFFSET_GAPS,
                col("from_offset"),
                col("until_offset"),
                unreadable));
    return new Report(compare(recorded, found), unreadable);
  }

  private static Dataset<Row> ranges(
      SparkSession spark,
      String warehouse,
      TableLayout table,
      Column from,
      Column until,
      List<String> unreadable) {
    DataFiles.Found files = DataFiles.read(spark, warehouse, table);
    unreadable.addAll(files.unreadable());
    Dataset<Row> rows =
        files
            .rows()
            .select(
                lit(table.name()).as("table"),
                col("kafka_topic"),
                col("kafka_partition"),
                from.as("from_offset"),
                until.as("until_offset"));
    return rows.mapPartitions(
        (MapPartitionsFunction<Row, Row>) RangeMerger::new, Encoders.row(rows.schema()));
  }

  private static SortedMap<KafkaPartition, Coverage.Result> compare(
      RecordedOffsets recorded, Dataset<Row> found) {
    Map<KafkaPartition, Coverage> coverage = new TreeMap<>();
    recorded
        .partitions()
        .forEach((partition, range) -> coverage.put(partition, new Coverage(range)));
    Object[] topics =
        recorded.partitions().keySet().stream().map(KafkaPartition::topic).distinct().toArray();
    Iterator<Row> rows =
        found
            .where(col("kafka_topic").isin(topics))
            .orderBy("kafka_topic", "kafka_partition", "from_offset", "until_offset")
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      coverage
          .computeIfAbsent(
              new KafkaPartition(row.getString(1), row.getInt(2)),
              partition -> new Coverage(new OffsetRange(0, 0)))
          .add(row.getString(0), new OffsetRange(row.getLong(3), row.getLong(4)));
    }
    SortedMap<KafkaPartition, Coverage.Result> results = new TreeMap<>();
    coverage.forEach((partition, each) -> results.put(partition, each.finish()));
    return results;
  }
}
