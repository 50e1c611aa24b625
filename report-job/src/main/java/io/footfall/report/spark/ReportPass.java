package io.footfall.report.spark;

import io.footfall.report.core.Pace;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import io.footfall.runtime.delta.TableCare;
import io.footfall.runtime.spark.Background;
import io.footfall.runtime.spark.PassLog;
import io.footfall.runtime.spark.sink.LogContext;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final String query;
  private TableCare care;
  private long passes;

  /**
   * @param spark left as it is: the merges have a session of their own
   */
  public ReportPass(SparkSession spark, FootfallConfig config, Clock clock) {
    SparkSession session = spark.newSession();
    // Hours and dates in tables are those of UTC, whatever zone spark.* names for other purposes.
    session.conf().set("spark.sql.session.timeZone", "UTC");
    this.merging = new Merging(session, config, clock);
    this.query = config.pipeline() + "/report";
  }

  /**
   * Merges what the other jobs have committed, and tends the tables. By one thread: what compacts a
   * table would get in the way of what merges it. Users are merged in the first round, and then for
   * a tenth of the time: their merge costs what there are of them. One line in the log where there
   * was something to merge.
   */
  public PassReport run() {
    SparkSession before = SparkSession.getActiveSession().getOrElse(() -> null);
    SparkSession.setActiveSession(merging.session());
    long began = System.nanoTime();
    try (LogContext context = LogContext.of(query, passes + 1);
        Background background = Background.enter(merging.session())) {
      List<Merge> merges = new ArrayList<>();
      mergers.forEach(merger -> merges.addAll(merger.merge(merging)));
      if (users.isDue(System.nanoTime())) {
        long usersBegan = System.nanoTime();
        merges.addAll(new JourneysMerger().merge(merging));
        users.ran(usersBegan, System.nanoTime());
      }
      tend();
      passes++;
      PassReport report =
          new PassReport(passes, Duration.ofNanos(System.nanoTime() - began), merges);
      PassLog.passed(query, report);
      return report;
    } finally {
      if (before == null) {
        SparkSession.clearActiveSession();
      } else {
        SparkSession.setActiveSession(before);
      }
    }
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
