package io.footfall.ingest.spark;

import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.TableSink;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.QuarantineConfig.RawPolicy;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Puts the ingest job's sink together. */
public final class IngestSink {

  private IngestSink() {}

  /** Opens the tables, making those that are not there. */
  public static JobSink open(SparkSession spark, JobPlan plan, BatchListener listener) {
    Failpoints failpoints = Failpoints.of(System.getProperty(Failpoints.PROPERTY));
    List<TableSink> followers =
        IngestTables.FOLLOWERS.stream().map(table -> sink(spark, plan, table)).toList();
    TableSink gaps =
        followers.stream()
            .filter(sink -> sink.table().equals(Tables.OFFSET_GAPS.name()))
            .findFirst()
            .orElseThrow();
    return new JobSink(
        plan.config().warehouse(),
        IngestTables.ALL,
        new BatchCommitter(followers, sink(spark, plan, IngestTables.AUTHORITY), failpoints),
        plan.log(),
        new IngestProcessor(plan.mappings(spark), keepRaw(plan.config())),
        new GapRows(gaps::recorded),
        listener,
        failpoints);
  }

  private static TableSink sink(SparkSession spark, JobPlan plan, TableLayout table) {
    return DeltaTableSink.open(
        spark, plan.config().warehouse(), table, plan.ids(table), JobPlan.SOURCE_EPOCH);
  }

  private static boolean keepRaw(FootfallConfig config) {
    RawPolicy policy = config.quarantine().raw();
    return policy == RawPolicy.KEEP
        || (policy == RawPolicy.AUTO && !config.mapping().hasPrivacyRules());
  }
}
