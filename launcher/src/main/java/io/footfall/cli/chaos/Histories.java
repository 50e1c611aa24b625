package io.footfall.cli.chaos;

import io.footfall.schema.core.config.FootfallConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histories of all jobs of a run, by job, in the jobs' order. */
record Histories(Map<String, RecordedHistory> byJob) {

  static Histories of(FootfallConfig config, List<String> jobs) {
    Map<String, RecordedHistory> byJob = new LinkedHashMap<>();
    jobs.forEach(job -> byJob.put(job, RecordedHistory.of(config, job)));
    return new Histories(byJob);
  }

  /** The version that each has committed last; -1 for none. */
  Map<String, Long> lastCommits() {
    Map<String, Long> last = new LinkedHashMap<>();
    byJob.forEach((job, history) -> last.put(job, history.lastCommit()));
    return last;
  }

  /** True when each has committed since. */
  boolean haveCommitted(Map<String, Long> since) {
    return byJob.entrySet().stream()
        .allMatch(each -> each.getValue().lastCommit() > since.get(each.getKey()));
  }

  /** Ends that were recorded below earlier ones. */
  List<String> steppedBack() {
    List<String> all = new ArrayList<>();
    byJob.values().forEach(history -> all.addAll(history.steppedBack()));
    return all;
  }
}
