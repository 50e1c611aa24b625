package io.footfall.runtime.spark.sink;

import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.schema.spark.TableLayout;
import java.util.List;
import java.util.Map;

/**
 * Everything that the sink of one running job needs on the driver.
 *
 * @param tables all that the job writes
 * @param mappings which mapping each batch is read with
 * @param checkpoint the offset log that tells what a batch covers
 * @param failpoints the same that {@code committer} has
 * @param marks the numbers that a batch records beside its offsets
 */
public record JobSink(
    String warehouse,
    List<TableLayout> tables,
    BatchCommitter committer,
    MappingHistory mappings,
    CheckpointLog checkpoint,
    RowProcessor processor,
    BatchFinisher finisher,
    BatchListener listener,
    Failpoints failpoints,
    BatchMarks marks) {

  /** A sink that records offsets only. */
  public JobSink(
      String warehouse,
      List<TableLayout> tables,
      BatchCommitter committer,
      MappingHistory mappings,
      CheckpointLog checkpoint,
      RowProcessor processor,
      BatchFinisher finisher,
      BatchListener listener,
      Failpoints failpoints) {
    this(
        warehouse,
        tables,
        committer,
        mappings,
        checkpoint,
        processor,
        finisher,
        listener,
        failpoints,
        batch -> Map.of());
  }

  /** The same sink with another finisher and another listener. */
  public JobSink with(BatchFinisher newFinisher, BatchListener newListener) {
    return new JobSink(
        warehouse,
        tables,
        committer,
        mappings,
        checkpoint,
        processor,
        newFinisher,
        newListener,
        failpoints,
        marks);
  }
}
