package io.footfall.report.spark;

import io.footfall.report.core.Pace;
import io.footfall.runtime.delta.TableCare;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** One round over all report tables. */
public final class ReportPass implements AutoCloseable {
  private static final List<TableLayout> TABLES =
      List.of(
          ReportTables.EVENT_STATS,
          ReportTables.FUNNEL_REPORT,
          ReportTables.SESSIONS,
          ReportTables.USER_JOURNEYS);

  /** Written by reconciliation; views read them, whether there was one yet or not. */
  private static final List<TableLayout> CORRECTIONS =
      List.of(CorrectionTables.SESSION_CORRECTIONS, CorrectionTables.FUNNEL_CORRECTIONS);

  private final Merging merging;
  private final List<Merger> mergers =
      List.of(new EventStatsMerger(), new FunnelReportMerger(), new SessionsMerger());
  private final Pace users = new Pace(10);
  private final Map<String, Duration> took = new LinkedHashMap<>();
  private TableCare care;

  /**
   * @param spark left as it is: the merges have a session of their own
   */
  public ReportPass(SparkSession spark, FootfallConfig config, Clock clock) {
    this.merging = new Merging(spark.newSession(), config, clock);
  }

  /**
   * Merges what the other jobs have committed, and tends the tables. By one thread: what compacts a
   * table would get in the way of what merges it. Users are merged in the first round, and then for
   * a tenth of the time: their merge costs what there are of them.
   *
   * @return new data files by report table, without those that had none
   */
  public Map<String, Integer> run() {
    SparkSession before = SparkSession.getActiveSession().getOrElse(() -> null);
    SparkSession.setActiveSession(merging.session());
    try {
      Map<String, Integer> merged = new LinkedHashMap<>();
      took.clear();
      for (Merger merger : mergers) {
        run(merger, merged);
      }
      if (users.isDue(System.nanoTime())) {
        long began = System.nanoTime();
        run(new JourneysMerger(), merged);
        users.ran(began, System.nanoTime());
      }
      tend();
      return merged;
    } finally {
      if (before == null) {
        SparkSession.clearActiveSession();
      } else {
        SparkSession.setActiveSession(before);
      }
    }
  }

  private void run(Merger merger, Map<String, Integer> merged) {
    long began = System.nanoTime();
    int files = merger.merge(merging);
    if (files > 0) {
      merged.put(merger.name(), files);
      took.put(merger.name(), Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /**
   * How long the last round took for each report table, without those that had nothing to merge.
   */
  public Map<String, Duration> took() {
    return Map.copyOf(took);
  }

  private void tend() {
    if (care == null) {
      TABLES.forEach(merging::target); // makes what is not there
      CORRECTIONS.forEach(merging::target);
      FootfallConfig config = merging.config();
      care =
          TableCare.prepare(
              merging.session(), config.warehouse(), TABLES, config.tables(), merging.clock());
    }
    care.look();
  }

  @Override
  public void close() {
    if (care != null) {
      care.close();
    }
  }
}
