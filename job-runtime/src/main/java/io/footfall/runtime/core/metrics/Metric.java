package io.footfall.runtime.core.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every metric of Footfall's own, defined once: meters, dashboards and alerts follow from it. Each
 * has the labels {@code pipeline} and {@code job_name}, and those named here.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of is
public enum Metric {
  INPUT_ROWS(Kind.COUNTER, Of.STREAM, "input.rows", "", "Records read from Kafka"),
  OUTPUT_ROWS(
      Kind.COUNTER, Of.STREAM, "output.rows", "", "Rows in committed data files", Label.TABLE),
  OUTPUT_FILES(Kind.COUNTER, Of.STREAM, "output.files", "", "Committed data files", Label.TABLE),
  OUTPUT_BYTES(
      Kind.COUNTER, Of.STREAM, "output", "bytes", "Bytes of committed data files", Label.TABLE),
  BATCHES(Kind.COUNTER, Of.STREAM, "batches", "", "Batches that committed something"),
  BATCH_DURATION(
      Kind.HISTOGRAM,
      Of.STREAM,
      "batch.duration",
      "seconds",
      "How long a batch took, from its trigger to Spark's commit log"),
  BATCH_PHASE(
      Kind.COUNTER,
      Of.STREAM,
      "batch.phase",
      "seconds",
      "Time spent in batches, by Spark's phases",
      Label.PHASE),
  LATENCY(
      Kind.HISTOGRAM,
      Of.STREAM,
      "latency",
      "seconds",
      "From a record's Kafka timestamp to the commit that shows its effect"),
  COMMIT_TIME(
      Kind.COUNTER, Of.STREAM, "commit.time", "seconds", "Time spent in commits of the tables"),
  COMMIT_RETRIES(
      Kind.COUNTER,
      Of.STREAM,
      "commit.retries",
      "",
      "Commits that had to be made anew, since table care had committed in between"),
  LAST_BATCH_AGE(
      Kind.GAUGE,
      Of.STREAM,
      "last.batch.age",
      "seconds",
      "Time since the last batch was done, or since the start before the first"),
  LAG_RECORDS(
      Kind.GAUGE,
      Of.STREAM,
      "lag.records",
      "",
      "Records in the topic that no commit has taken yet; NaN before the broker first answered"),
  LAG(
      Kind.GAUGE,
      Of.STREAM,
      "lag",
      "seconds",
      "How long the oldest record without a commit has been in the topic; 0 without lag"),
  SOURCE_REACHABLE(
      Kind.GAUGE, Of.STREAM, "source.reachable", "", "1 while the broker tells the topic's ends"),
  JOB_RUNNING(
      Kind.GAUGE,
      Of.ANY,
      "job.running",
      "",
      "1 while the job runs; 0 while it starts, waits for a restart, or has ended"),
  RESTARTS(Kind.COUNTER, Of.ANY, "restarts", "", "Restarts after failures, in this process"),
  FAILURES(Kind.COUNTER, Of.ANY, "failures", "", "Failures of the job", Label.CATEGORY),
  PUBLISHED_OFFSET_DELAY(
      Kind.GAUGE,
      Of.STREAM,
      "published.offset.delay",
      "seconds",
      "How far the published offsets are behind the tables; NaN where nothing is published",
      Label.TARGET),
  PUBLISH_FAILURES(
      Kind.COUNTER,
      Of.STREAM,
      "publish.failures",
      "",
      "Failed attempts to publish offsets",
      Label.TARGET),

  WATERMARK_DELAY(
      Kind.GAUGE,
      Of.STATEFUL,
      "watermark.delay",
      "seconds",
      "How far the watermark is behind the clock; NaN before the first"),
  STATE_ROWS(Kind.GAUGE, Of.STATEFUL, "state.rows", "", "Keys in the state store"),
  STATE_BYTES(Kind.GAUGE, Of.STATEFUL, "state.memory", "bytes", "Memory that the state store uses"),
  STATE_UPDATES(
      Kind.COUNTER, Of.STATEFUL, "state.updated.rows", "", "Keys written to the state store"),
  LATE_ROWS(
      Kind.COUNTER, Of.STATEFUL, "late.rows", "", "Events that came later than the watermark"),
  DROPPED_ROWS(
      Kind.COUNTER,
      Of.STATEFUL,
      "dropped.rows",
      "",
      "Rows that Spark dropped unseen for being late; more than 0 is a defect"),

  VALID_ROWS(Kind.COUNTER, Of.INGEST, "valid.rows", "", "Records that are valid events"),
  REJECTED_ROWS(
      Kind.COUNTER, Of.INGEST, "rejected.rows", "", "Records in quarantine", Label.REASON),
  EVENTS(Kind.COUNTER, Of.INGEST, "events", "", "Valid events by type", Label.EVENT_TYPE),
  ORDERS(Kind.COUNTER, Of.INGEST, "orders", "", "Events of type order"),
  PAYMENTS(Kind.COUNTER, Of.INGEST, "payments", "", "Events of type payment", Label.CURRENCY),
  PAID_AMOUNT(
      Kind.COUNTER,
      Of.INGEST,
      "paid.amount",
      "",
      "Amounts of payments, in the currency of the label; of other currencies none",
      Label.CURRENCY),

  SESSIONS_OPENED(Kind.COUNTER, Of.SESSION, "sessions.opened", "", "Sessions begun"),
  SESSIONS_CLOSED(Kind.COUNTER, Of.SESSION, "sessions.closed", "", "Sessions closed"),
  SESSIONS_ACTIVE(
      Kind.GAUGE, Of.SESSION, "sessions.active", "", "Users whose latest session may still grow"),

  FUNNEL_USERS(
      Kind.GAUGE,
      Of.FUNNEL,
      "funnel.users",
      "",
      "Users and cohorts that reached the step since this process began, corrections deducted",
      Label.FUNNEL,
      Label.STEP),
  FUNNEL_CAPPED(
      Kind.COUNTER,
      Of.FUNNEL,
      "funnel.capped.events",
      "",
      "Events left out since a user and cohort already had footfall.funnel.max-events",
      Label.FUNNEL),

  PASS_AGE(
      Kind.GAUGE,
      Of.REPORT,
      "report.last.pass.age",
      "seconds",
      "Time since a pass over all tables got through, or since the start before the first"),
  PASS_DURATION(
      Kind.HISTOGRAM,
      Of.REPORT,
      "report.pass.duration",
      "seconds",
      "How long a pass over all tables took"),
  MERGES(
      Kind.COUNTER,
      Of.REPORT,
      "report.merges",
      "",
      "Merges of a source that had something new",
      Label.TABLE),
  MERGE_TIME(
      Kind.COUNTER, Of.REPORT, "report.merge.time", "seconds", "Time spent in merges", Label.TABLE),
  MERGED_ROWS(
      Kind.COUNTER,
      Of.REPORT,
      "report.merged.rows",
      "",
      "Rows of sources that were new and have been merged",
      Label.TABLE),
  VERSIONS_BEHIND(
      Kind.GAUGE,
      Of.REPORT,
      "report.versions.behind",
      "",
      "Versions of the source that were new to the table when it was last merged; of corrections,"
          + " runs",
      Label.TABLE,
      Label.SOURCE);

  /** What kind of number it is. */
  public enum Kind {
    /** Only grows, from 0 at the start of the process. */
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Which jobs have it. */
  public enum Of {
    ANY,
    STREAM,
    STATEFUL,
    INGEST,
    SESSION,
    FUNNEL,
    REPORT
  }

  private static final String PREFIX = "footfall.";

  private final Kind kind;
  private final Of jobs;
  private final String name;
  private final String unit;
  private final String help;
  private final List<Label> labels;

  Metric(Kind kind, Of jobs, String name, String unit, String help, Label... labels) {
    this.kind = kind;
    this.jobs = jobs;
    this.name = name;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  Of jobs() {
    return jobs;
  }

  /** With dots, without the unit. */
  public String meter() {
    return PREFIX + name;
  }

  /** {@code seconds}, {@code bytes}, or empty for a mere number. */
  public String unit() {
    return unit;
  }

  /** One sentence without a full stop. */
  public String help() {
    return help;
  }

  /** Beside {@code pipeline} and {@code job_name}. */
  public List<Label> labels() {
    return labels;
  }

  /**
   * The name in Prometheus; of a histogram without {@code _bucket}, {@code _sum}, {@code _count}.
   */
  public String series() {
    return meter().replace('.', '_')
        + (unit.isEmpty() ? "" : "_" + unit)
        + (kind == Kind.COUNTER ? "_total" : "");
  }

  /** The metric behind a name in Prometheus; empty for none of ours. */
  public static Optional<Metric> ofSeries(String series) {
    return Arrays.stream(values()).filter(metric -> metric.isSeries(series)).findFirst();
  }

  private boolean isSeries(String text) {
    return kind == Kind.HISTOGRAM
        ? List.of("_bucket", "_sum", "_count").contains(text.replace(series(), ""))
            && text.startsWith(series())
        : series().equals(text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
