package io.footfall.runtime.spark.sink;

import java.io.IOException;
import java.util.Map;

/** Tells the numbers that a batch records beside its offsets. */
public interface BatchMarks {

  /** Those of a planned batch, by name; the same when it is run again. */
  Map<String, Long> of(long batch) throws IOException;
}
