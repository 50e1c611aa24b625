package io.footfall.cli.demo;

import io.footfall.cli.demo.SectionResult.Line;
import io.footfall.generator.core.SessionTruth;
import io.footfall.generator.core.TrueSession;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The sessions in the table beside those of the generator's truth.
 *
 * @param expected sessions of the truth
 * @param found sessions of the table
 * @param expectedEvents events in the former
 * @param foundEvents events in the latter
 * @param expectedUsers users of the former
 * @param expectedPaid what was paid in the former, by currency
 * @param differences each session that differs, as one line
 * @param counts what the table holds by state
 */
record SessionComparison(
    long expected,
    long found,
    long expectedEvents,
    long foundEvents,
    long expectedUsers,
    Map<String, BigDecimal> expectedPaid,
    List<String> differences,
    Counts counts) {
  private static final int MOST_LINES = 20;

  /**
   * The table's sessions by state.
   *
   * @param closed not final ones only
   * @param merged ids that were merged away
   * @param late events that came too late
   * @param perMinute begun per minute of event time
   * @param p50 of the durations in seconds; so are the others
   */
  record Counts(
      long open,
      long closed,
      long isFinal,
      long merged,
      long late,
      double perMinute,
      double p50,
      double p90,
      double p99) {}

  /** What identifies a session, and what it must hold. */
  private record Key(String userId, long startMillis) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int users = userId.compareTo(other.userId);
      return users != 0 ? users : Long.compare(startMillis, other.startMillis);
    }
  }

  private record Content(
      long endMillis, long events, Map<String, BigDecimal> ordered, Map<String, BigDecimal> paid) {}

  /** Takes in what earlier demos have sent: their sessions may go on. */
  static void remember(SparkSession spark, String warehouse, SessionTruth truth) {
    spark
        .read()
        .format("delta")
        .load(Tables.EVENTS.path(warehouse))
        .orderBy("kafka_partition", "kafka_offset")
        .selectExpr(
            "user_id", "event_id", "event_type", "unix_millis(event_time)", "amount", "currency")
        .toLocalIterator()
        .forEachRemaining(
            row ->
                truth.addEarlier(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getDecimal(4),
                    row.getString(5)));
  }

  /**
   * Compares.
   *
   * @param latest sessions as they stand, in columns of {@code session_updates}
   */
  static SessionComparison of(
      SparkSession spark, FootfallConfig config, SessionTruth truth, Dataset<Row> latest) {
    String warehouse = config.warehouse();
    Map<Key, Content> expected = new TreeMap<>();
    for (TrueSession session :
        truth.sessions(
            config.session().gap(), config.session().maxDuration(), late(spark, warehouse))) {
      expected.put(
          new Key(session.userId(), session.startMillis()),
          new Content(
              session.endMillis(),
              session.events(),
              plain(session.ordered()),
              plain(session.paid())));
    }
    Dataset<Row> sessions = latest.cache();
    try {
      Map<Key, Content> found = found(sessions);
      return new SessionComparison(
          expected.size(),
          found.size(),
          events(expected),
          events(found),
          expected.keySet().stream().map(Key::userId).distinct().count(),
          paid(expected),
          differences(expected, found),
          counts(spark, warehouse, sessions));
    } finally {
      sessions.unpersist();
    }
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("expected", expected);
    json.put("found", found);
    json.put("open", counts.open());
    json.put("closed", counts.closed());
    json.put("final", counts.isFinal());
    json.put("merged", counts.merged());
    json.put("late_events", counts.late());
    json.put("per_minute", counts.perMinute());
    json.put(
        "duration_seconds", Map.of("p50", counts.p50(), "p90", counts.p90(), "p99", counts.p99()));
    return json;
  }

  /** For people and programs. */
  SectionResult section(String name) {
    return new SectionResult(
        name,
        List.of(
            new Line("sessions", expected, found),
            new Line("  events in them", expectedEvents, foundEvents),
            new Line("  open", null, counts.open()),
            new Line("  closed, not final", null, counts.closed()),
            new Line("  final", null, counts.isFinal()),
            new Line("merged into others", null, counts.merged()),
            new Line("events too late", null, counts.late()),
            new Line("sessions begun a minute", null, counts.perMinute()),
            new Line("duration p50, s", null, counts.p50()),
            new Line("duration p90, s", null, counts.p90()),
            new Line("duration p99, s", null, counts.p99())),
        json(),
        differences,
        List.of(),
        "sessions %,d, %s".formatted(found, differences.isEmpty() ? "as sent" : "NOT as sent"));
  }

  private static Map<String, Long> late(SparkSession spark, String warehouse) {
    Map<String, Long> late = new TreeMap<>();
    spark
        .read()
        .format("delta")
        .load(Tables.SESSION_LATE_EVENTS.path(warehouse))
        .groupBy("event_id")
        .count()
        .collectAsList()
        .forEach(row -> late.put(row.getString(0), row.getLong(1)));
    return late;
  }

  private static Map<Key, Content> found(Dataset<Row> sessions) {
    Map<Key, Content> found = new TreeMap<>();
    sessions
        .selectExpr(
            "user_id",
            "unix_millis(start_time)",
            "unix_millis(end_time)",
            "events",
            "ordered",
            "paid")
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    new Key(row.getString(0), row.getLong(1)),
                    new Content(
                        row.getLong(2),
                        row.getLong(3),
                        plain(row.getJavaMap(4)),
                        plain(row.getJavaMap(5)))));
    return found;
  }

  private static Map<String, BigDecimal> plain(Map<String, BigDecimal> sums) {
    Map<String, BigDecimal> plain = new TreeMap<>(sums);
    plain.replaceAll((currency, sum) -> sum.setScale(4));
    return plain;
  }

  private static long events(Map<Key, Content> sessions) {
    return sessions.values().stream().mapToLong(Content::events).sum();
  }

  private static Map<String, BigDecimal> paid(Map<Key, Content> sessions) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    sessions
        .values()
        .forEach(
            session ->
                session.paid().forEach((name, sum) -> sums.merge(name, sum, BigDecimal::add)));
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  private static List<String> differences(Map<Key, Content> expected, Map<Key, Content> found) {
    TreeSet<Key> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    List<String> lines = new ArrayList<>();
    for (Key key : keys) {
      Content must = expected.get(key);
      Content is = found.get(key);
      if (lines.size() < MOST_LINES && (must == null || !must.equals(is))) {
        lines.add(
            "session of %s from %d: expected %s, found %s"
                .formatted(key.userId(), key.startMillis(), must, is));
      }
    }
    return lines;
  }

  private static Counts counts(SparkSession spark, String warehouse, Dataset<Row> sessions) {
    Row row =
        sessions
            .selectExpr(
                "count_if(status = 'OPEN')",
                "count_if(status = 'CLOSED' AND NOT final)",
                "count_if(final)",
                "coalesce(count(*) / nullif((max(unix_millis(start_time))"
                    + " - min(unix_millis(start_time))) / 60000D, 0), 0D)",
                "percentile(duration_micros / 1000000D, array(0.5, 0.9, 0.99))")
            .head();
    List<Double> durations = row.isNullAt(4) ? List.of(0.0, 0.0, 0.0) : row.getList(4);
    return new Counts(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        spark
            .read()
            .format("delta")
            .load(Tables.SESSION_UPDATES.path(warehouse))
            .where("status = 'MERGED'")
            .select("session_id")
            .distinct()
            .count(),
        spark.read().format("delta").load(Tables.SESSION_LATE_EVENTS.path(warehouse)).count(),
        row.getDouble(3),
        durations.get(0),
        durations.get(1),
        durations.get(2));
  }
}
