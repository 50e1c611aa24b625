package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.runtime.delta.Pinned;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Answers about sessions, as of the last commit of the session job. */
public final class SessionAnswers {
  private static final Set<String> OF_THE_TABLE = Set.of("updated_at", "start_date");

  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public SessionAnswers(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Which sessions.
   *
   * @param status OPEN or CLOSED
   * @param range in which they went on: they ended in it or later, and started before its end
   * @param limit the most; the latest are taken
   */
  public record Filter(
      Optional<String> user, Optional<String> status, TimeRange range, int limit) {}

  /** The latest first; empty where there is no table yet. */
  public Optional<List<Row>> of(Filter filter) {
    Column user = filter.user().map(id -> col("user_id").equalTo(id)).orElse(lit(true));
    Column status = filter.status().map(name -> col("status").equalTo(name)).orElse(lit(true));
    Column range =
        new TimeRange(filter.range().since(), Optional.empty())
            .of(col("end_time"))
            .and(new TimeRange(Optional.empty(), filter.range().until()).of(col("start_time")));
    return live(user)
        .map(
            sessions ->
                sessions
                    .where(status.and(range))
                    .orderBy(col("start_time").desc(), col("session_id"))
                    .limit(filter.limit())
                    .collectAsList());
  }

  /**
   * Sessions in the columns of {@code sessions}: what is merged, and what has come since. Empty
   * where there is no table yet.
   *
   * @param constant a condition on what is the same in all revisions of a session: its id, user and
   *     start
   */
  Optional<Dataset<Row>> live(Column constant) {
    Optional<TableChanges.Source> source =
        TableChanges.of(session, config.warehouse(), Tables.SESSION_UPDATES);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pinned> merged = Pinned.newest(session, config.warehouse(), ReportTables.SESSIONS);
    Optional<Corrections> corrections =
        Corrections.newest(session, config.warehouse(), CorrectionTables.SESSION_CORRECTIONS);
    String appId =
        Merging.appId(
            config, ReportTables.SESSIONS, Tables.SESSION_UPDATES, source.get().tableId());
    OptionalLong position = merged.map(table -> table.position(appId)).orElse(OptionalLong.empty());
    TableChanges changes = source.get().since(position);
    Dataset<Row> fresh = changes.rows().select(columns()).where(constant);
    if (corrections.isPresent()) {
      OptionalLong known = changes.whole() ? OptionalLong.empty() : corrected(merged, corrections);
      fresh = fresh.unionByName(corrections.get().after(known).select(columns()).where(constant));
    }
    return Optional.of(
        LatestSessions.of(
            changes.whole()
                ? fresh
                : merged
                    .orElseThrow()
                    .rows()
                    .select(columns())
                    .where(constant)
                    .unionByName(fresh)));
  }

  /** The last run whose corrections are merged. */
  private OptionalLong corrected(Optional<Pinned> merged, Optional<Corrections> corrections) {
    return merged
        .orElseThrow()
        .position(
            Merging.appId(
                config,
                ReportTables.SESSIONS,
                CorrectionTables.SESSION_CORRECTIONS,
                corrections.orElseThrow().tableId()));
  }

  private static Column[] columns() {
    return Arrays.stream(ReportTables.SESSIONS.schema().fieldNames())
        .filter(name -> !OF_THE_TABLE.contains(name))
        .map(name -> col(name))
        .toArray(Column[]::new);
  }
}
