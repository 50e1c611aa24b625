package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.delta.RecordedTable;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.TableLayout;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * What a stateful job is done with.
 *
 * @param late its table of late events
 * @param beforeMicros events with an earlier time are in no state of the job, nor would it need
 *     them to make a lost one anew; one that comes yet is late. {@link Long#MIN_VALUE} for none
 * @param offsets what the job accounts for
 */
public record Settled(TableLayout late, long beforeMicros, RecordedOffsets offsets) {

  /** As the tables say now; empty when the job has recorded nothing. */
  public static Optional<Settled> of(
      SparkSession spark, FootfallConfig config, KeyedJob job, Instant now) {
    TxnIds ids = new TxnIds(config.pipeline(), job.name(), job.authority().name());
    return RecordedTable.of(spark, config.warehouse(), job.authority(), ids)
        .filter(table -> !table.offsets().partitions().isEmpty())
        .map(
            table ->
                new Settled(
                    job.late(), before(spark, config, job, table.marks(), now), table.offsets()));
  }

  private static long before(
      SparkSession spark,
      FootfallConfig config,
      KeyedJob job,
      Map<String, Long> marks,
      Instant now) {
    long watermark =
        WatermarkFloor.micros(marks.getOrDefault(KeyedMarks.WATERMARK, WatermarkFloor.NONE));
    if (watermark == Long.MIN_VALUE) {
      return watermark;
    }
    BatchTime time = new BatchTime(watermark, Micros.of(now));
    StateNeed.Events need = job.need().at(spark, config.warehouse(), time);
    need.users().ifPresent(Dataset::unpersist);
    return Math.min(watermark, need.fromMicros());
  }
}
