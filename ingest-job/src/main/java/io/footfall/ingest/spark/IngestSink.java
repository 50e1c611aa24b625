package io.footfall.ingest.spark;

import io.footfall.ingest.core.EventCounts;
import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.TableSink;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.spark.BasisStore;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.QuarantineConfig.RawPolicy;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Puts the ingest job's sink together. */
public final class IngestSink {

  private IngestSink() {}

  /** Opens the tables, making those that are not there. */
  public static JobSink open(SparkSession spark, JobPlan plan, BatchListener listener) {
    Failpoints failpoints = Failpoints.armedFor(plan.job());
    String warehouse = plan.config().warehouse();
    TableSink authority =
        DeltaTableSink.open(
            spark,
            warehouse,
            IngestTables.AUTHORITY,
            plan.ids(IngestTables.AUTHORITY),
            plan.sourceEpoch());
    List<TableSink> followers = new ArrayList<>();
    for (TableLayout table : IngestTables.FOLLOWERS) {
      followers.add(
          DeltaTableSink.openFollower(
              spark, warehouse, table, plan.ids(table), authority.recorded()));
    }
    TableSink gaps =
        followers.stream()
            .filter(sink -> sink.table().equals(Tables.OFFSET_GAPS.name()))
            .findFirst()
            .orElseThrow();
    BatchCommitter committer = new BatchCommitter(followers, authority, failpoints);
    MappingHistory mappings = BasisStore.complete(spark, plan, plan.mappings(spark), committer);
    return new JobSink(
        warehouse,
        IngestTables.ALL,
        committer,
        mappings,
        plan.log(),
        new IngestProcessor(
            mappings, keepRaw(plan.config()), EventCounts.Sets.of(plan.config().metrics())),
        new GapRows(gaps::recorded),
        listener,
        failpoints);
  }

  private static boolean keepRaw(FootfallConfig config) {
    RawPolicy policy = config.quarantine().raw();
    return policy == RawPolicy.KEEP
        || (policy == RawPolicy.AUTO && !config.mapping().hasPrivacyRules());
  }
}
