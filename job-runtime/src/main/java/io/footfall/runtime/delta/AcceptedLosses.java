package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes the table {@code accepted_losses}. */
public final class AcceptedLosses {
  private static final TableLayout TABLE = Tables.ACCEPTED_LOSSES;

  private final SparkSession spark;
  private final String warehouse;
  private final TxnIds ids;

  /**
   * For one job.
   *
   * @param ids of this table, as the job that has lost the offsets
   */
  public AcceptedLosses(SparkSession spark, String warehouse, TxnIds ids) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.ids = ids;
  }

  /**
   * Lists them; those that stand there already, from an attempt that was interrupted, stay single.
   *
   * @param batch names the commit
   * @param reason for people
   */
  public void add(
      int sourceEpoch,
      SortedMap<KafkaPartition, OffsetRange> losses,
      Batch batch,
      String reason,
      Instant now) {
    DeltaTableSink sink = DeltaTableSink.open(spark, warehouse, TABLE, ids, sourceEpoch);
    SortedMap<KafkaPartition, OffsetRange> open = new TreeMap<>();
    losses.forEach(
        (partition, range) -> {
          long from = Math.max(range.from(), sink.recorded().end(partition).orElse(range.from()));
          if (from < range.until()) {
            open.put(partition, new OffsetRange(from, range.until()));
          }
        });
    if (!open.isEmpty()) {
      sink.commit(batch, open, files(sourceEpoch, open, reason, now));
    }
  }

  private List<DataFile> files(
      int sourceEpoch, Map<KafkaPartition, OffsetRange> losses, String reason, Instant now) {
    TableWriters out =
        new TableWriters(warehouse, "accepted", spark.sessionState().newHadoopConf());
    int day = (int) LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
    try {
      for (Map.Entry<KafkaPartition, OffsetRange> loss : losses.entrySet()) {
        out.write(TABLE, day, row(sourceEpoch, loss.getKey(), loss.getValue(), reason, now));
      }
      return out.close().getOrDefault(TABLE.name(), List.of());
    } catch (IOException e) {
      out.discard(e);
      throw RuntimeErrors.storage(TABLE.path(warehouse), e);
    }
  }

  private InternalRow row(
      int sourceEpoch, KafkaPartition partition, OffsetRange range, String reason, Instant now) {
    return new GenericInternalRow(
        new Object[] {
          sourceEpoch,
          UTF8String.fromString(partition.topic()),
          partition.number(),
          range.from(),
          range.until(),
          UTF8String.fromString(ids.job()),
          UTF8String.fromString(reason),
          Micros.of(now)
        });
  }
}
