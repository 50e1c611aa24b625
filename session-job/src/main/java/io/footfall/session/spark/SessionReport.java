package io.footfall.session.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions as they stand, for people to look at. */
public final class SessionReport {
  private static final String[] COLUMNS = {
    "session_id",
    "user_id",
    "status",
    "final",
    "start_time",
    "end_time",
    "duration_micros",
    "events",
    "events_by_type",
    "first_page",
    "last_page",
    "channel",
    "device",
    "campaign",
    "ordered",
    "paid",
    "is_bot",
    "is_bounce",
    "split_reason",
    "capped",
    "truncated",
    "generation",
    "revision"
  };

  private SessionReport() {}

  /**
   * Which sessions.
   *
   * @param status OPEN or CLOSED
   * @param since ended at this time or later
   * @param limit the most; the latest are taken
   */
  public record Filter(
      Optional<String> user, Optional<String> status, Optional<Instant> since, int limit) {}

  /** The latest first; columns as in {@code session_updates}. */
  public static List<Row> of(SparkSession spark, String warehouse, Filter filter) {
    Dataset<Row> updates =
        spark.read().format("delta").load(SessionTables.AUTHORITY.path(warehouse));
    if (filter.user().isPresent()) {
      updates = updates.where(col("user_id").equalTo(filter.user().get()));
    }
    Dataset<Row> sessions = LatestSessions.of(updates);
    if (filter.status().isPresent()) {
      sessions = sessions.where(col("status").equalTo(filter.status().get()));
    }
    if (filter.since().isPresent()) {
      sessions = sessions.where(col("end_time").geq(lit(filter.since().get())));
    }
    return sessions
        .orderBy(col("start_time").desc(), col("session_id"))
        .limit(filter.limit())
        .select(COLUMNS[0], Arrays.copyOfRange(COLUMNS, 1, COLUMNS.length))
        .collectAsList();
  }
}
