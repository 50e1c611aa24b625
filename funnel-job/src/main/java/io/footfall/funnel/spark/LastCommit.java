package io.footfall.funnel.spark;

import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * What the job's last commit tells of time.
 *
 * @param watermarkMicros {@link Long#MIN_VALUE} before the first
 * @param unseenMicros no event at or after this time has been processed, of whatever type; {@link
 *     Long#MIN_VALUE} when none has
 */
record LastCommit(long watermarkMicros, long unseenMicros) {

  static LastCommit of(SparkSession spark, FootfallConfig config) {
    OptionalLong watermark = mark(spark, config, KeyedMarks.WATERMARK);
    OptionalLong latest = mark(spark, config, KeyedMarks.LATEST);
    return new LastCommit(
        watermark.isPresent()
            ? TimeUnit.MILLISECONDS.toMicros(watermark.getAsLong())
            : Long.MIN_VALUE,
        latest.isPresent() ? latest.getAsLong() + 1 : Long.MIN_VALUE);
  }

  private static OptionalLong mark(SparkSession spark, FootfallConfig config, String name) {
    TxnIds ids = new TxnIds(config.pipeline(), FunnelTables.JOB, FunnelTables.AUTHORITY.name());
    return DeltaTableSink.markIn(spark, config.warehouse(), FunnelTables.AUTHORITY, ids, name);
  }
}
