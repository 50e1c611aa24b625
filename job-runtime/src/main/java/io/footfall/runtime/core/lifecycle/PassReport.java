package io.footfall.runtime.core.lifecycle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass of a job that merges tables: each brought up to what its sources held.
 *
 * @param pass the number of passes that got through in this process, this one among them
 * @param took the whole of it
 * @param merges one for each table and source that was looked at, also where nothing was new
 */
public record PassReport(long pass, Duration took, List<Merge> merges) {
  public PassReport {
    merges = List.copyOf(merges);
  }

  /**
   * One table and one of its sources.
   *
   * @param version of the source, up to which the table holds it; of corrections, their run
   * @param versions how many of them were new
   * @param files data files that were new; 0 where nothing was
   * @param rows in these files, as their statistics say
   */
  public record Merge(
      String table,
      String source,
      long version,
      long versions,
      int files,
      long rows,
      Duration took) {

    /** True when something was new. */
    public boolean changed() {
      return files > 0;
    }
  }

  /** New data files by table, without tables that had none. */
  public Map<String, Integer> files() {
    Map<String, Integer> files = new LinkedHashMap<>();
    changes().forEach(merge -> files.merge(merge.table(), merge.files(), Integer::sum));
    return files;
  }

  /** How long the merges took by table, without tables that had nothing to merge. */
  public Map<String, Duration> times() {
    Map<String, Duration> times = new LinkedHashMap<>();
    changes().forEach(merge -> times.merge(merge.table(), merge.took(), Duration::plus));
    return times;
  }

  /** The merges that found something new. */
  public List<Merge> changes() {
    return merges.stream().filter(Merge::changed).toList();
  }
}
