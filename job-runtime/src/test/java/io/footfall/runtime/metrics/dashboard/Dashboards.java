package io.footfall.runtime.metrics.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dashboards: the one place where they are changed. {@code {JOB}} stands for the selection of
 * pipeline, job and instance, {@code {PROCESS}} for that of pipeline and instance.
 */
final class Dashboards {

  private Dashboards() {}

  /** By the name of their file. */
  static Map<String, List<Panel>> all() {
    Map<String, List<Panel>> all = new LinkedHashMap<>();
    all.put("business", business());
    all.put("pipeline", pipeline());
    all.put("state-delta", stateAndDelta());
    all.put("offsets-lag", offsetsAndLag());
    all.put("report", ReportDashboard.panels());
    return all;
  }

  static String title(String name) {
    return switch (name) {
      case "business" -> "Footfall: business overview";
      case "pipeline" -> "Footfall: pipeline health";
      case "state-delta" -> "Footfall: state and Delta";
      case "offsets-lag" -> "Footfall: offsets and lag";
      case "report" -> "Footfall: merged tables";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<Panel> business() {
    return List.of(
        Panel.stat(
            "Events a second",
            "Valid events, averaged over the shortest interval that Prometheus can tell.",
            "ops",
            "sum(rate(footfall_valid_rows_total{JOB}[$__rate_interval]))"),
        Panel.stat(
            "Orders",
            "Events of type order in the time range.",
            "short",
            "sum(increase(footfall_orders_total{JOB}[$__range]))"),
        Panel.stat(
            "Payments",
            "Events of type payment in the time range, all currencies.",
            "short",
            "sum(increase(footfall_payments_total{JOB}[$__range]))"),
        Panel.stat(
            "Active sessions",
            "Users whose latest session may still grow.",
            "short",
            "sum(footfall_sessions_active{JOB})"),
        Panel.lines(
            "Events by type",
            "Valid events a second; types without a series of their own are other.",
            "ops",
            "sum by (event_type) (rate(footfall_events_total{JOB}[$__rate_interval]))",
            "{{event_type}}"),
        Panel.lines(
                "Orders and payments",
                "A second. Payments lag orders by as long as people take to pay.",
                "ops",
                "sum(rate(footfall_orders_total{JOB}[$__rate_interval]))",
                "orders")
            .and("sum(rate(footfall_payments_total{JOB}[$__rate_interval]))", "payments"),
        Panel.lines(
            "Paid amount",
            "An hour, each currency for itself; amounts are never added across currencies.",
            "short",
            "3600 * sum by (currency) (rate(footfall_paid_amount_total{JOB}[$__rate_interval]))",
            "{{currency}}"),
        Panel.lines(
                "Sessions",
                "Sessions begun and closed a second.",
                "ops",
                "sum(rate(footfall_sessions_opened_total{JOB}[$__rate_interval]))",
                "opened")
            .and("sum(rate(footfall_sessions_closed_total{JOB}[$__rate_interval]))", "closed"),
        Panel.bars(
            "Funnel users by step",
            "Users and cohorts that reached the step since the process began.",
            "short",
            "sum by (funnel, step) (footfall_funnel_users{JOB} > 0)",
            "{{funnel}} step {{step}}"));
  }

  private static List<Panel> pipeline() {
    return List.of(
        Panel.stat(
            "Jobs running",
            "Jobs that run now; a job that waits for a restart does not.",
            "short",
            "sum(footfall_job_running{JOB})"),
        Panel.stat(
            "Records a second",
            "Read from Kafka by all selected jobs.",
            "ops",
            "sum(rate(footfall_input_rows_total{JOB}[$__rate_interval]))"),
        Panel.stat(
            "Restarts",
            "Restarts after failures in the time range.",
            "short",
            "sum(increase(footfall_restarts_total{JOB}[$__range]))"),
        Panel.stat(
            "Rejected",
            "Share of the records that end in quarantine.",
            "percentunit",
            "sum(rate(footfall_rejected_rows_total{JOB}[$__rate_interval])) / "
                + "(sum(rate(footfall_rejected_rows_total{JOB}[$__rate_interval])) + "
                + "sum(rate(footfall_valid_rows_total{JOB}[$__rate_interval])))"),
        latency(),
        Panel.lines(
            "Records",
            "Read from Kafka a second, by job.",
            "ops",
            "sum by (job_name) (rate(footfall_input_rows_total{JOB}[$__rate_interval]))",
            "{{job_name}}"),
        Panel.lines(
                "Batch duration",
                "Mean and 95th percentile. Latency is nearly twice the batch at p99.",
                "s",
                "sum by (job_name) (rate(footfall_batch_duration_seconds_sum{JOB}[$__rate_interval])) / "
                    + "sum by (job_name) (rate(footfall_batch_duration_seconds_count{JOB}[$__rate_interval]))",
                "{{job_name}} mean")
            .and(
                "histogram_quantile(0.95, sum by (le, job_name) (rate("
                    + "footfall_batch_duration_seconds_bucket{JOB}[$__rate_interval])))",
                "{{job_name}} p95"),
        Panel.lines(
            "Phases of a batch",
            "Mean seconds that a batch spends in each of Spark's phases, all selected jobs.",
            "s",
            "sum by (phase) (rate(footfall_batch_phase_seconds_total{JOB}[$__rate_interval])) / "
                + "ignoring(phase) group_left sum(rate(footfall_batches_total{JOB}[$__rate_interval]))",
            "{{phase}}"),
        Panel.lines(
            "Rejections",
            "Records that end in quarantine a second, by reason.",
            "ops",
            "sum by (reason) (rate(footfall_rejected_rows_total{JOB}[$__rate_interval]))",
            "{{reason}}"),
        Panel.lines(
            "Failures",
            "Failures of jobs in the last five minutes, by who can mend them.",
            "short",
            "sum by (job_name, category) (increase(footfall_failures_total{JOB}[5m]))",
            "{{job_name}} {{category}}"),
        Panel.lines(
                "Heap",
                "Used, and what is left after a collection.",
                "bytes",
                "sum by (instance) (jvm_memory_used_bytes{PROCESS,area=\"heap\"})",
                "{{instance}} used")
            .and("sum by (instance) (jvm_gc_live_data_size_bytes{PROCESS})", "{{instance}} live"),
        Panel.lines(
            "CPU",
            "Cores that the process keeps busy.",
            "short",
            "sum by (instance) (process_cpu_usage{PROCESS} * on (instance, pipeline) "
                + "system_cpu_count{PROCESS})",
            "{{instance}}"),
        Panel.lines(
            "Collections",
            "Share of the time that the JVM pauses for garbage collection.",
            "percentunit",
            "sum by (instance) (rate(jvm_gc_pause_seconds_sum{PROCESS}[$__rate_interval]))",
            "{{instance}}"));
  }

  private static Panel latency() {
    return Panel.lines(
            "Latency",
            "From a record's Kafka timestamp to the commit that shows it. The promise: p99 within 2 s.",
            "s",
            quantile("0.5"),
            "{{job_name}} p50")
        .and(quantile("0.95"), "{{job_name}} p95")
        .and(quantile("0.99"), "{{job_name}} p99")
        .limit(2);
  }

  private static String quantile(String share) {
    return "histogram_quantile(%s, sum by (le, job_name) (rate(".formatted(share)
        + "footfall_latency_seconds_bucket{JOB}[$__rate_interval])))";
  }

  private static List<Panel> stateAndDelta() {
    return List.of(
        Panel.stat(
            "Keys in state", "Over all selected jobs.", "short", "sum(footfall_state_rows{JOB})"),
        Panel.stat(
            "State memory",
            "What the state stores of the selected jobs use.",
            "bytes",
            "sum(footfall_state_memory_bytes{JOB})"),
        Panel.stat(
            "Commits made anew",
            "Commits that table care had overtaken, in the time range.",
            "short",
            "sum(increase(footfall_commit_retries_total{JOB}[$__range]))"),
        Panel.lines(
            "State",
            "Keys by job. It has to level out: sessions and funnels expire.",
            "short",
            "sum by (job_name) (footfall_state_rows{JOB})",
            "{{job_name}}"),
        Panel.lines(
            "State memory by job",
            "Bytes that the state store uses.",
            "bytes",
            "sum by (job_name) (footfall_state_memory_bytes{JOB})",
            "{{job_name}}"),
        Panel.lines(
            "State updates",
            "Keys written to the state store a second.",
            "ops",
            "sum by (job_name) (rate(footfall_state_updated_rows_total{JOB}[$__rate_interval]))",
            "{{job_name}}"),
        Panel.lines(
            "Watermark delay",
            "How far the watermark is behind the clock; it stands still while a topic is idle.",
            "s",
            "max by (job_name) (footfall_watermark_delay_seconds{JOB})",
            "{{job_name}}"),
        Panel.lines(
                "Late and dropped events",
                "A second. Late ones are in the job's late table; dropped ones must not exist.",
                "ops",
                "sum by (job_name) (rate(footfall_late_rows_total{JOB}[$__rate_interval]))",
                "{{job_name}} late")
            .and(
                "sum by (job_name) (rate(footfall_dropped_rows_total{JOB}[$__rate_interval]))",
                "{{job_name}} dropped"),
        Panel.lines(
            "Events left out of funnels",
            "A second, since a user already had the most that is kept of one cohort.",
            "ops",
            "sum by (funnel) (rate(footfall_funnel_capped_events_total{JOB}[$__rate_interval]))",
            "{{funnel}}"),
        Panel.lines(
            "Rows written",
            "A second, by table.",
            "ops",
            "sum by (table) (rate(footfall_output_rows_total{JOB}[$__rate_interval]))",
            "{{table}}"),
        Panel.lines(
            "Bytes written",
            "A second, by table.",
            "Bps",
            "sum by (table) (rate(footfall_output_bytes_total{JOB}[$__rate_interval]))",
            "{{table}}"),
        Panel.lines(
            "Files written",
            "A second, by table. Compaction joins them beside the batches.",
            "ops",
            "sum by (table) (rate(footfall_output_files_total{JOB}[$__rate_interval]))",
            "{{table}}"),
        Panel.lines(
            "Commit time",
            "Mean time that a batch spends in the commits of its tables.",
            "s",
            "sum by (job_name) (rate(footfall_commit_time_seconds_total{JOB}[$__rate_interval])) / "
                + "sum by (job_name) (rate(footfall_batches_total{JOB}[$__rate_interval]))",
            "{{job_name}}"));
  }

  private static List<Panel> offsetsAndLag() {
    return List.of(
        Panel.stat(
            "Records behind",
            "In the topic and in no table yet; the job that is furthest behind.",
            "short",
            "max(footfall_lag_records{JOB})"),
        Panel.stat(
            "Seconds behind",
            "How long the oldest such record has waited.",
            "s",
            "max(footfall_lag_seconds{JOB})"),
        Panel.stat(
            "Broker answers",
            "1 while the broker tells where the topic ends.",
            "short",
            "min(footfall_source_reachable{JOB})"),
        Panel.lines(
            "Lag in records",
            "By job, against the ends that the broker tells.",
            "short",
            "max by (job_name) (footfall_lag_records{JOB})",
            "{{job_name}}"),
        Panel.lines(
                "Lag in seconds",
                "How long the oldest record without a commit has been in the topic.",
                "s",
                "max by (job_name) (footfall_lag_seconds{JOB})",
                "{{job_name}}")
            .limit(60),
        Panel.lines(
            "Age of the last batch",
            "Time since the last commit. It grows on an idle topic, and that is no fault.",
            "s",
            "max by (job_name) (footfall_last_batch_age_seconds{JOB})",
            "{{job_name}}"),
        Panel.lines(
            "Batches",
            "Batches that committed something, a second.",
            "ops",
            "sum by (job_name) (rate(footfall_batches_total{JOB}[$__rate_interval]))",
            "{{job_name}}"),
        Panel.lines(
            "Published offsets",
            "How far the offsets in Kafka and ZooKeeper are behind the tables.",
            "s",
            "max by (job_name, target) (footfall_published_offset_delay_seconds{JOB})",
            "{{job_name}} {{target}}"),
        Panel.lines(
            "Publishing failures",
            "Failed attempts in the last five minutes; jobs go on meanwhile.",
            "short",
            "sum by (job_name, target) (increase(footfall_publish_failures_total{JOB}[5m]))",
            "{{job_name}} {{target}}"));
  }
}
