package io.footfall.cli.chaos;

import io.footfall.cli.job.Job;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The histories of all jobs of a run, by job, in the jobs' order.
 *
 * @param ofTopic those of jobs that read the topic, and so record and publish offsets
 */
record Histories(Map<String, RecordedHistory> byJob, Map<String, RecordedHistory> ofTopic) {

  static Histories of(FootfallConfig config, List<Job> jobs) {
    Map<String, RecordedHistory> byJob = new LinkedHashMap<>();
    Map<String, RecordedHistory> ofTopic = new LinkedHashMap<>();
    for (Job job : jobs) {
      RecordedHistory history = RecordedHistory.of(config, job);
      byJob.put(job.name(), history);
      if (job.readsTopic()) {
        ofTopic.put(job.name(), history);
      }
    }
    return new Histories(byJob, ofTopic);
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
