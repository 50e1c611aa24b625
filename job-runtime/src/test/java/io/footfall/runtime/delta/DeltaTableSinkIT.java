package io.footfall.runtime.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.TableSink;
import io.footfall.runtime.core.TableSinkContract;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaTableSinkIT extends TableSinkContract {
  private static final TableLayout TABLE = Tables.OFFSET_GAPS;
  private static final int DAY = 20_000; // 2024-10-04
  private static final long MICROS = 1_728_000_000_123_456L;

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));

  @TempDir private Path folder;

  @Override
  protected TableSink open() {
    DeltaLog.clearCache(); // as another process would see it
    return DeltaTableSink.open(
        spark, folder.toString(), TABLE, new TxnIds("default", "ingest", TABLE.name()), 0);
  }

  @Override
  protected DataFile file() {
    TableWriters writers =
        new TableWriters(folder.toString(), "test", spark.sessionState().newHadoopConf());
    InternalRow row =
        new GenericInternalRow(new Object[] {0, UTF8String.fromString("t"), 3, 7L, 9L, MICROS});
    try {
      writers.write(TABLE, DAY, row);
      return writers.close().get(TABLE.name()).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected long rows() {
    return spark.read().format("delta").load(TABLE.path(folder.toString())).count();
  }

  @Test
  void aStockReaderSeesTypedRowsAndSkipsByStatistics() throws IOException {
    TableSink sink = open();
    DataFile file = file();
    sink.commit(new Batch("query", 0, Map.of(), 1), Map.of(), List.of(file));
    Row row =
        spark.read().format("delta").load(TABLE.path(folder.toString())).collectAsList().get(0);
    assertThat(row.getString(row.fieldIndex("kafka_topic"))).isEqualTo("t");
    assertThat(row.getTimestamp(row.fieldIndex("ingested_at")).toInstant())
        .isEqualTo("2024-10-04T00:00:00.123456Z");
    assertThat(row.get(row.fieldIndex("commit_date")).toString()).isEqualTo("2024-10-04");
    JsonNode stats = new ObjectMapper().readTree(file.stats());
    assertThat(stats.get("numRecords").intValue()).isEqualTo(1);
    assertThat(stats.at("/minValues/from_offset").longValue()).isEqualTo(7);
    assertThat(stats.at("/minValues/ingested_at").textValue())
        .isEqualTo("2024-10-04T00:00:00.123Z");
    assertThat(stats.at("/maxValues/ingested_at").textValue())
        .isEqualTo("2024-10-04T00:00:00.124Z");
    assertThat(
            spark
                .read()
                .format("delta")
                .load(TABLE.path(folder.toString()))
                .where("from_offset > 7")
                .inputFiles())
        .as("files left after skipping")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aCommitRunsNoQueryThoughTheTableWasMadeByAnEarlierDriver() throws Exception {
    assertThat(SparkJobs.during(spark, () -> commits(open(), 0, 3))).as("of a new table").isZero();
    TableSink again = open();
    commits(again, 3, 4);
    assertThat(SparkJobs.during(spark, () -> commits(again, 4, 8))).as("after a restart").isZero();
    DeltaLog log = DeltaLog.forTable(spark, TABLE.path(folder.toString()));
    log.checkpoint(log.unsafeVolatileSnapshot(), scala.Option.empty());
    log.update(false, scala.Option.empty(), scala.Option.empty());
    commits(again, 8, 9);
    assertThat(SparkJobs.during(spark, () -> commits(again, 9, 12)))
        .as("after a checkpoint")
        .isZero();
  }

  private void commits(TableSink sink, int from, int until) {
    KafkaPartition partition = new KafkaPartition("t", 0);
    for (int id = from; id < until; id++) {
      Map<KafkaPartition, OffsetRange> range = Map.of(partition, new OffsetRange(id, id + 1));
      sink.commit(new Batch("query", id, range, 1), range, List.of(file()));
    }
  }

  @Test
  void refusesAFolderThatIsNoDeltaTable() throws IOException {
    Path table = Files.createDirectories(folder.resolve(TABLE.name()));
    Files.writeString(table.resolve("notes.txt"), "mine");
    assertThatThrownBy(this::open)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("holds files but is no Delta table")
        .hasMessageContaining(table.toString());
    assertThat(table.resolve("_delta_log")).doesNotExist();
  }

  @Test
  void refusesATableWithOtherColumns() {
    spark
        .sql("SELECT 'x' AS kafka_topic, 1 AS source_epoch")
        .write()
        .format("delta")
        .save(TABLE.path(folder.toString()));
    assertThatThrownBy(this::open)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("column commit_date is missing");
  }
}
