package io.footfall.funnel.spark;

import static org.apache.spark.sql.functions.expr;

import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the job's last commit tells of time.
 *
 * @param watermarkMicros {@link Long#MIN_VALUE} before the first
 * @param unseenMicros as far as is known, no event at or after this time has been processed; {@link
 *     Long#MIN_VALUE} when none has
 */
record LastCommit(long watermarkMicros, long unseenMicros) {
  private static final LastCommit NONE = new LastCommit(Long.MIN_VALUE, Long.MIN_VALUE);

  static LastCommit of(SparkSession spark, FootfallConfig config) {
    TxnIds ids = new TxnIds(config.pipeline(), FunnelTables.JOB, FunnelTables.AUTHORITY.name());
    OptionalLong generation =
        DeltaTableSink.markIn(
            spark, config.warehouse(), FunnelTables.AUTHORITY, ids, KeyedMarks.GENERATION);
    if (generation.isEmpty()) {
      return NONE;
    }
    OptionalLong millis =
        DeltaTableSink.markIn(
            spark, config.warehouse(), FunnelTables.AUTHORITY, ids, KeyedMarks.WATERMARK);
    long watermark =
        millis.isPresent() ? TimeUnit.MILLISECONDS.toMicros(millis.getAsLong()) : Long.MIN_VALUE;
    long lateness = TimeUnit.MILLISECONDS.toMicros(config.funnel().lateness().toMillis());
    long seen = watermark == Long.MIN_VALUE ? Long.MIN_VALUE : watermark + lateness;
    return new LastCommit(watermark, Math.max(seen, latestStep(spark, config)) + 1);
  }

  /** The batch of the last commit may hold later events than its watermark tells. */
  private static long latestStep(SparkSession spark, FootfallConfig config) {
    Row latest =
        spark
            .read()
            .format("delta")
            .load(FunnelTables.AUTHORITY.path(config.warehouse()))
            .agg(expr("unix_micros(max(array_max(step_times)))"))
            .first();
    return latest.isNullAt(0) ? Long.MIN_VALUE : latest.getLong(0);
  }
}
