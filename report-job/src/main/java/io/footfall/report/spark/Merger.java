package io.footfall.report.spark;

import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import java.util.List;

/** Brings a report table up to what its sources hold now. */
interface Merger {

  /**
   * Merges. Whatever moment it is killed at, running it again gives the same table.
   *
   * @return one for each source that is there
   */
  List<Merge> merge(Merging merging);
}
