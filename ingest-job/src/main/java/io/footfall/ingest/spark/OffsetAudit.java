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
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the offsets that really stand in the data files of {@code events}, {@code quarantine},
 * {@code offset_gaps} and {@code accepted_losses}, and those that {@code removals} says have gone
 * from the first two, and compares them with what {@code events} has recorded, source epoch by
 * source epoch. A row that is listed for removal and still there counts once, where it is. Log
 * statistics are not believed; a file that cannot be read counts as empty and is named.
 */
public final class OffsetAudit {
  private static final String[] NAMES = {
    "source_epoch", "kafka_topic", "kafka_partition", "kafka_offset"
  };
  private static final Column[] RECORD =
      Arrays.stream(NAMES).map(name -> col(name)).toArray(Column[]::new);
  private static final List<TableLayout> RANGE_TABLES =
      List.of(Tables.OFFSET_GAPS, Tables.ACCEPTED_LOSSES);

  private OffsetAudit() {}

  /**
   * The outcome.
   *
   * @param epochs by source epoch: one entry per partition that is recorded, or found in a recorded
   *     topic
   * @param unreadable data files that the log names and that could not be read
   */
  public record Report(
      SortedMap<Integer, SortedMap<KafkaPartition, Coverage.Result>> epochs,
      List<String> unreadable) {

    public boolean holds() {
      return unreadable.isEmpty() && results().allMatch(Coverage.Result::holds);
    }

    /** Those of the latest source epoch. */
    public SortedMap<KafkaPartition, Coverage.Result> partitions() {
      return epochs.isEmpty() ? new TreeMap<>() : epochs.get(epochs.lastKey());
    }

    private Stream<Coverage.Result> results() {
      return epochs.values().stream().flatMap(epoch -> epoch.values().stream());
    }

    /** Offsets that the tables should hold and do not. */
    public long missing() {
      return results().mapToLong(Coverage.Result::missingCount).sum();
    }

    /** Offsets that stand more than once. */
    public long doubled() {
      return results().mapToLong(Coverage.Result::doubledCount).sum();
    }
  }

  /** Audits one pipeline: the topics that it has recorded, since others may share its warehouse. */
  public static Report run(SparkSession spark, String warehouse, String pipeline) {
    List<RecordedOffsets> recorded = recorded(spark, warehouse, pipeline);
    List<String> unreadable = new ArrayList<>();
    Dataset<Row> events = read(spark, warehouse, Tables.EVENTS, unreadable);
    Dataset<Row> quarantine = read(spark, warehouse, Tables.QUARANTINE, unreadable);
    Dataset<Row> listed = read(spark, warehouse, Tables.REMOVALS, unreadable);
    Dataset<Row> found =
        records(Tables.EVENTS, events)
            .union(records(Tables.QUARANTINE, quarantine))
            .union(
                records(
                    Tables.REMOVALS,
                    gone(listed, events.select(RECORD).union(quarantine.select(RECORD)))));
    for (TableLayout table : RANGE_TABLES) {
      Dataset<Row> rows = read(spark, warehouse, table, unreadable);
      found = found.union(ranges(table, rows, col("from_offset"), col("until_offset")));
    }
    return new Report(compare(recorded, found), unreadable);
  }

  /** What {@code events} has recorded, epoch by epoch. */
  private static List<RecordedOffsets> recorded(
      SparkSession spark, String warehouse, String pipeline) {
    TxnIds ids = new TxnIds(pipeline, IngestTables.JOB, Tables.EVENTS.name());
    int latest = DeltaTableSink.look(spark, warehouse, Tables.EVENTS, ids).sourceEpoch();
    return IntStream.rangeClosed(0, latest)
        .mapToObj(epoch -> DeltaTableSink.recordedIn(spark, warehouse, Tables.EVENTS, ids, epoch))
        .flatMap(Optional::stream)
        .filter(offsets -> !offsets.partitions().isEmpty())
        .toList();
  }

  /** What is listed, once each, less what is there: a row is listed before it is removed. */
  private static Dataset<Row> gone(Dataset<Row> listed, Dataset<Row> held) {
    Dataset<Row> records = listed.select(RECORD).distinct();
    Dataset<Row> there = held.join(records, NAMES, "left_semi");
    return records.join(there, NAMES, "left_anti");
  }

  private static Dataset<Row> read(
      SparkSession spark, String warehouse, TableLayout table, List<String> unreadable) {
    DataFiles.Found files = DataFiles.read(spark, warehouse, table);
    unreadable.addAll(files.unreadable());
    return files.rows();
  }

  private static Dataset<Row> records(TableLayout table, Dataset<Row> rows) {
    Column offset = col("kafka_offset");
    return ranges(table, rows, offset, offset.plus(1));
  }

  private static Dataset<Row> ranges(
      TableLayout table, Dataset<Row> rows, Column from, Column until) {
    boolean ofJobs = Arrays.asList(rows.columns()).contains("job");
    Dataset<Row> ranges =
        rows.where(ofJobs ? col("job").equalTo(IngestTables.JOB) : lit(true))
            .select(
                lit(table.name()).as("table"),
                col("kafka_topic"),
                col("kafka_partition"),
                from.as("from_offset"),
                until.as("until_offset"),
                col("source_epoch"));
    return ranges.mapPartitions(
        (MapPartitionsFunction<Row, Row>) RangeMerger::new, Encoders.row(ranges.schema()));
  }

  private static SortedMap<Integer, SortedMap<KafkaPartition, Coverage.Result>> compare(
      List<RecordedOffsets> recorded, Dataset<Row> found) {
    SortedMap<Integer, SortedMap<KafkaPartition, Coverage>> coverage = new TreeMap<>();
    for (RecordedOffsets epoch : recorded) {
      SortedMap<KafkaPartition, Coverage> partitions = new TreeMap<>();
      epoch
          .partitions()
          .forEach((partition, range) -> partitions.put(partition, new Coverage(range)));
      coverage.put(epoch.sourceEpoch(), partitions);
    }
    Object[] topics =
        recorded.stream()
            .flatMap(epoch -> epoch.partitions().keySet().stream())
            .map(KafkaPartition::topic)
            .distinct()
            .toArray();
    Iterator<Row> rows =
        found
            .where(col("kafka_topic").isin(topics))
            .orderBy("kafka_topic", "kafka_partition", "from_offset", "until_offset")
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      coverage
          .computeIfAbsent(row.getInt(5), epoch -> new TreeMap<>())
          .computeIfAbsent(
              new KafkaPartition(row.getString(1), row.getInt(2)),
              partition -> new Coverage(new OffsetRange(0, 0)))
          .add(row.getString(0), new OffsetRange(row.getLong(3), row.getLong(4)));
    }
    SortedMap<Integer, SortedMap<KafkaPartition, Coverage.Result>> results = new TreeMap<>();
    coverage.forEach(
        (epoch, partitions) -> {
          SortedMap<KafkaPartition, Coverage.Result> finished = new TreeMap<>();
          partitions.forEach((partition, each) -> finished.put(partition, each.finish()));
          results.put(epoch, finished);
        });
    return results;
  }
}
