package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Answers about users. */
public final class JourneyAnswers {
  private static final Set<String> OF_THE_TABLE = Set.of("cohorts", "updated_at", "bucket");

  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public JourneyAnswers(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Of these users, as of the last commit; a user of whom nothing is known has no row. Empty where
   * there is no table yet.
   */
  public Optional<List<Row>> of(List<String> users, TimeRange range, int limit) {
    return live(col("user_id").isin(users.toArray()))
        .map(journeys -> latest(journeys, range, limit));
  }

  /**
   * Those seen last, the latest first: as of the last merge, or of the last commit where nothing
   * was merged yet. Empty where there is no table yet.
   */
  public Optional<List<Row>> seenLast(TimeRange range, int limit) {
    return Pinned.newest(session, config.warehouse(), ReportTables.USER_JOURNEYS)
        .map(Pinned::rows)
        .filter(rows -> !rows.isEmpty())
        .or(() -> live(lit(true)))
        .map(journeys -> latest(journeys, range, limit));
  }

  private static List<Row> latest(Dataset<Row> journeys, TimeRange range, int limit) {
    return journeys
        .where(range.of(col("last_seen")))
        .orderBy(col("last_seen").desc(), col("user_id"))
        .limit(limit)
        .select(columns())
        .collectAsList();
  }

  private Optional<Dataset<Row>> live(Column users) {
    Optional<Dataset<Row>> sessions =
        new SessionAnswers(session, config)
            .live(users)
            .map(rows -> Journeys.ofSessions(rows.withColumn("sign", lit(1))));
    Optional<Dataset<Row>> funnels =
        Pinned.newest(session, config.warehouse(), Tables.FUNNEL_UPDATES)
            .map(Pinned::rows)
            .map(
                rows ->
                    Corrections.added(
                        session, config.warehouse(), CorrectionTables.FUNNEL_CORRECTIONS, rows))
            .map(rows -> Journeys.ofFunnels(rows.where(users)));
    if (sessions.isEmpty() && funnels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Journeys.joined(
            sessions.orElseGet(() -> Journeys.ofSessions(none(Tables.SESSION_UPDATES))),
            funnels.orElseGet(() -> Journeys.ofFunnels(none(Tables.FUNNEL_UPDATES)))));
  }

  private Dataset<Row> none(TableLayout layout) {
    return session.createDataFrame(List.of(), layout.schema()).withColumn("sign", lit(1));
  }

  private static Column[] columns() {
    return Arrays.stream(ReportTables.USER_JOURNEYS.schema().fieldNames())
        .filter(name -> !OF_THE_TABLE.contains(name))
        .map(name -> col(name))
        .toArray(Column[]::new);
  }
}
