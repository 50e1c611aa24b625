package io.footfall.runtime.metrics.dashboard;

import java.util.List;

/** What the report job does. */
final class ReportDashboard {

  private ReportDashboard() {}

  static List<Panel> panels() {
    return List.of(
        Panel.stat(
            "Age of the merged tables",
            "Time since a pass over all of them got through.",
            "s",
            "max(footfall_report_last_pass_age_seconds{JOB})"),
        Panel.stat(
            "Passes",
            "Passes that got through in the time range, also those that found nothing new.",
            "short",
            "sum(increase(footfall_report_pass_duration_seconds_count{JOB}[$__range]))"),
        Panel.stat(
            "Rows merged",
            "Rows of sources that were new, in the time range; those that two tables take count twice.",
            "short",
            "sum(increase(footfall_report_merged_rows_total{JOB}[$__range]))"),
        Panel.lines(
                "Time since the last pass",
                "A saw: it falls to 0 with each pass, and its height is trigger and pass together.",
                "s",
                "max by (pipeline) (footfall_report_last_pass_age_seconds{JOB})",
                "{{pipeline}}")
            .limit(300),
        Panel.lines(
                "Pass duration",
                "Mean and 95th percentile of a pass over all tables.",
                "s",
                "sum by (pipeline) (rate(footfall_report_pass_duration_seconds_sum{JOB}[$__rate_interval])) / "
                    + "sum by (pipeline) (rate(footfall_report_pass_duration_seconds_count{JOB}[$__rate_interval]))",
                "{{pipeline}} mean")
            .and(
                "histogram_quantile(0.95, sum by (le, pipeline) (rate("
                    + "footfall_report_pass_duration_seconds_bucket{JOB}[$__rate_interval])))",
                "{{pipeline}} p95"),
        Panel.lines(
            "Merge duration",
            "Mean of a merge that found something new, by table.",
            "s",
            "sum by (table) (rate(footfall_report_merge_time_seconds_total{JOB}[$__rate_interval])) / "
                + "sum by (table) (rate(footfall_report_merges_total{JOB}[$__rate_interval]))",
            "{{table}}"),
        Panel.lines(
            "Rows merged by table",
            "Rows of sources that were new, a second.",
            "ops",
            "sum by (table) (rate(footfall_report_merged_rows_total{JOB}[$__rate_interval]))",
            "{{table}}"),
        Panel.lines(
            "Versions behind",
            "Versions of a source that a table had not taken when it was last merged. It has to level out.",
            "short",
            "max by (table, source) (footfall_report_versions_behind{JOB})",
            "{{table}} from {{source}}"));
  }
}
