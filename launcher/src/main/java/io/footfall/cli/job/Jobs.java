package io.footfall.cli.job;

import io.footfall.bench.spark.FootfallFunnels;
import io.footfall.bench.spark.FootfallIngest;
import io.footfall.bench.spark.FootfallSessions;
import io.footfall.cli.context.CliErrors;
import io.footfall.cli.job.Job.Planned;
import io.footfall.funnel.FunnelJob;
import io.footfall.funnel.FunnelMain;
import io.footfall.ingest.IngestJob;
import io.footfall.ingest.IngestMain;
import io.footfall.report.ReportJob;
import io.footfall.report.ReportMain;
import io.footfall.runtime.spark.Conclusion;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.Supervised;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.keyed.KeyedJob;
import io.footfall.runtime.spark.keyed.KeyedJobs;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.session.SessionJob;
import io.footfall.session.SessionMain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** The jobs there are. All commands that take a job, or all, take it from here. */
public final class Jobs {
  /** Stands for every job on the command line. */
  public static final String EVERY = "all";

  /** In the order in which they are started and shown. */
  public static final List<Job> ALL =
      List.of(
          Job.ofTopic(
              IngestJob.NAME,
              "events, quarantine, event_stats_partial and offset_gaps",
              Jobs::ingest,
              IngestMain.class.getName(),
              new FootfallIngest()),
          Job.ofTopic(
                  SessionJob.NAME,
                  "session_updates and session_late_events",
                  Jobs::session,
                  SessionMain.class.getName(),
                  new FootfallSessions())
              .concluding(SessionJob::conclude),
          Job.ofTopic(
              FunnelJob.NAME,
              "funnel_updates and funnel_late_events",
              Jobs::funnel,
              FunnelMain.class.getName(),
              new FootfallFunnels()),
          new Job(
              ReportJob.NAME,
              "event_stats, funnel_report, sessions and user_journeys",
              Jobs::report,
              ReportMain.class.getName(),
              Optional.empty(),
              Conclusion.NONE));

  private Jobs() {}

  private static Planned ingest(SparkSession spark, FootfallConfig config, String servers) {
    JobPlan plan = IngestJob.plan(spark, config, servers);
    return new Planned(
        plan.start().explain(), (mode, listener) -> IngestJob.start(spark, plan, mode, listener));
  }

  private static Planned session(SparkSession spark, FootfallConfig config, String servers) {
    KeyedJob job = SessionJob.of(config);
    JobPlan plan = KeyedJobs.plan(spark, config, servers, job);
    return new Planned(
        plan.start().explain(),
        (mode, listener) -> KeyedJobs.start(spark, job, plan, mode, listener));
  }

  private static Planned funnel(SparkSession spark, FootfallConfig config, String servers) {
    JobPlan plan = FunnelJob.plan(spark, config, servers);
    return new Planned(
        plan.start().explain(), (mode, listener) -> FunnelJob.start(spark, plan, mode, listener));
  }

  private static Supervised report(
      RunningJobs.Place place,
      JobProgress progress,
      Consumer<String> explained,
      Consumer<String> notices) {
    explained.accept(
        "Merges what the other jobs have written, every %d s"
            .formatted(place.config().report().trigger().toSeconds()));
    return ReportJob.start(
        place.spark(),
        place.config(),
        place.mode(),
        progress::merged,
        SupervisedJob.Environment.real(notices, place.monitor().job(ReportJob.NAME)));
  }

  /** Those that read the topic. */
  public static List<Job> ofTopic() {
    return ALL.stream().filter(Job::readsTopic).toList();
  }

  /**
   * The jobs of an argument: names with commas between, or {@code all}.
   *
   * @return each once, in the order of {@link #ALL}
   * @throws io.footfall.schema.core.error.FootfallException category USER, for a name that is none
   */
  public static List<Job> named(String argument) {
    return named(argument, ALL);
  }

  /**
   * The same, of some jobs only.
   *
   * @param jobs what {@code all} stands for
   */
  public static List<Job> named(String argument, List<Job> jobs) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : argument.split(",", -1)) {
      names.add(name.strip());
    }
    if (names.remove(EVERY)) {
      return jobs;
    }
    List<Job> named = new ArrayList<>(jobs);
    named.removeIf(job -> !names.remove(job.name()));
    if (!names.isEmpty()) {
      throw CliErrors.noSuchJob(names.iterator().next(), names(jobs));
    }
    return named;
  }

  /** Their names with commas between, for people. */
  public static String names(List<Job> jobs) {
    return jobs.stream().map(Job::name).collect(Collectors.joining(", "));
  }
}
