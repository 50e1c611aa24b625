package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.parquet.TableWriters;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What a job adds to a batch on the driver, after its tasks and before the commit. */
public interface BatchFinisher {

  /**
   * Writes the rows that only the whole batch can tell.
   *
   * @param timestamp the batch's own time, the same when it is run again
   */
  void finish(Batch batch, Instant timestamp, List<TaskReport> reports, TableWriters out)
      throws IOException;
}
