package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.Batch;
import java.util.Map;

/** Hears of each batch once its tables are committed. Called on the stream's thread: be quick. */
public interface BatchListener {

  /**
   * A batch is visible.
   *
   * @param counts the tasks' counts, summed
   */
  void committed(Batch batch, Map<String, Long> counts);

  /** A batch is done with: also one that had nothing to commit, or was there already. */
  default void passed(Batch batch) {}
}
