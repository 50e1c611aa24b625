package io.footfall.runtime.spark.sink;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.parquet.TableWriters;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** What a job does with the rows that reach its sink. Travels to the executors. */
public interface RowProcessor extends Serializable {

  /**
   * Starts one task of one batch.
   *
   * @param recorded what each table has recorded: rows below are there already
   */
  Task start(long batch, Map<String, RecordedOffsets> recorded);

  /** One task; one thread. */
  interface Task {

    /** Takes a row, which may be reused afterwards. */
    void process(InternalRow row, TableWriters out) throws IOException;

    /** After the last row; the task's report for the driver. */
    TaskReport finish(TableWriters out) throws IOException;
  }
}
