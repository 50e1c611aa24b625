package io.footfall.report.spark;

import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the mergers share: where they read and write, and under which ids they record how far.
 *
 * @param session used by one merger at a time, and by nobody else
 */
record Merging(SparkSession session, FootfallConfig config, Clock clock) {
  static final String READER = "report";

  Optional<TableChanges.Source> source(TableLayout layout) {
    return TableChanges.of(session, config.warehouse(), layout);
  }

  /**
   * All rows of the source's version, for a question about few of them: files whose statistics rule
   * a condition out are not read.
   */
  Dataset<Row> searchable(TableLayout layout, TableChanges.Source source) {
    return session
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(source.version()))
        .load(layout.path(config.warehouse()));
  }

  /** To be looked up before the table that they correct: all that they correct is in it then. */
  Optional<Corrections> corrections(TableLayout layout) {
    return Corrections.newest(session, config.warehouse(), layout);
  }

  MergeTarget target(TableLayout layout) {
    return MergeTarget.open(session, config.warehouse(), layout);
  }

  String appId(TableLayout target, TableLayout source, TableChanges.Source table) {
    return appId(config, target, source, table.tableId());
  }

  String appId(TableLayout target, TableLayout corrections, Corrections table) {
    return appId(config, target, corrections, table.tableId());
  }

  /** A source that is made anew is another one, and is merged from its beginning. */
  static String appId(
      FootfallConfig config, TableLayout target, TableLayout source, String tableId) {
    return "%s/report/%s/%s/%s".formatted(config.pipeline(), target.name(), source.name(), tableId);
  }

  /** What there is to tell of a source that was looked at at {@code beganNanos}, and is merged. */
  Merge merged(
      TableLayout target,
      TableLayout source,
      OptionalLong before,
      TableChanges changes,
      long beganNanos) {
    return new Merge(
        target.name(),
        source.name(),
        changes.version(),
        changes.files() == 0 ? 0 : changes.versions(before),
        changes.files(),
        changes.recorded(),
        Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  /** The same of corrections, which are counted by runs. */
  Merge merged(
      TableLayout target,
      TableLayout source,
      OptionalLong before,
      Corrections corrections,
      long beganNanos) {
    long runs = Math.max(0, corrections.run() - before.orElse(0));
    return new Merge(
        target.name(),
        source.name(),
        corrections.run(),
        runs,
        (int) Math.min(runs, 1),
        0,
        Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  /** Keeps the source's log from here on. */
  void register(TableLayout source, long next) {
    TableChanges.register(
        session, config.warehouse(), source, READER + "-" + config.pipeline(), next);
  }

  /** When this merge runs, for people who ask how fresh a row is. */
  Column now() {
    return functions.lit(Timestamp.from(clock.instant()));
  }
}
