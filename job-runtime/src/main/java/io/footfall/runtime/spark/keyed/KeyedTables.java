package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.TableSink;
import io.footfall.runtime.core.keyed.KeyedMarks;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.spark.JobPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** The two tables of a stateful job, open for writing. */
record KeyedTables(TableSink authority, TableSink late, Failpoints failpoints) {

  /** Opens them, making those that are not there. */
  static KeyedTables open(SparkSession spark, KeyedJob job, JobPlan plan) {
    String warehouse = plan.config().warehouse();
    TableSink authority =
        DeltaTableSink.open(
            spark, warehouse, job.authority(), plan.ids(job.authority()), plan.sourceEpoch());
    TableSink late =
        DeltaTableSink.openFollower(
            spark, warehouse, job.late(), plan.ids(job.late()), authority.recorded());
    return new KeyedTables(authority, late, Failpoints.armedFor(plan.job()));
  }

  BatchCommitter committer() {
    return new BatchCommitter(List.of(late), authority, failpoints);
  }

  boolean isNew() {
    return authority.recorded().partitions().isEmpty();
  }

  /** True after a rewind, or for a topic made anew: nothing of the epoch is in the tables yet. */
  boolean beginEpoch() {
    return authority.recorded().partitions().values().stream().allMatch(OffsetRange::isEmpty);
  }

  /** The generation of a run that begins without a checkpoint. */
  int nextGeneration() {
    return Math.toIntExact(authority.mark(KeyedMarks.GENERATION).orElse(-1) + 1);
  }

  /** The largest event time of all that the authority accounts for; MIN_VALUE for none. */
  long latestMicros() {
    return authority.mark(KeyedMarks.LATEST).orElse(Long.MIN_VALUE);
  }

  /** The watermark that the states of the authority's last commit stand at, milliseconds. */
  long watermarkMillis() {
    return authority.mark(KeyedMarks.WATERMARK).orElse(WatermarkFloor.NONE);
  }

  /**
   * The watermark that a run without a checkpoint goes on with. Where a crash has left the late
   * rows of a batch that the authority does not have, it is that batch's: it then judges again as
   * it did.
   */
  long nextWatermarkMillis() {
    return isLateAhead()
        ? late.mark(KeyedMarks.WATERMARK).orElse(WatermarkFloor.NONE)
        : watermarkMillis();
  }

  /** Where that batch ended, which the first one then has to; empty when there is none. */
  Map<KafkaPartition, Long> unfinishedEnds() {
    Map<KafkaPartition, Long> ends = new TreeMap<>();
    if (isLateAhead()) {
      for (Map.Entry<KafkaPartition, OffsetRange> each : late.recorded().partitions().entrySet()) {
        ends.put(each.getKey(), each.getValue().until());
      }
    }
    return ends;
  }

  private boolean isLateAhead() {
    return late.recorded().isAheadOf(authority.recorded());
  }
}
