package io.footfall.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What reports must say, by plain SQL over {@code events}, less the late ones or not; no line of a
 * job takes part. Each answer has one line per row, in order.
 */
record PlainSql(SparkSession spark) {

  /** Of what two copies share an id, the first in Kafka's order. */
  private static final String COUNTED =
      """
      SELECT user_id, event_id, first.* FROM (
        SELECT user_id, event_id, min_by(
          struct(event_type, event_time, channel, amount, currency, kafka_partition, kafka_offset),
          struct(kafka_partition, kafka_offset)) AS first
        FROM events e LEFT ANTI JOIN session_late_events l
          ON e.kafka_partition = l.kafka_partition AND e.kafka_offset = l.kafka_offset
        GROUP BY user_id, event_id)
      """;

  /** Each event with the number of its visit: one more after each pause of over ten minutes. */
  private static final String NUMBERED =
      """
      SELECT *, sum(begins) OVER (PARTITION BY user_id ORDER BY event_time, event_id) AS visit
      FROM (
        SELECT *, IF(unix_micros(event_time) - unix_micros(lag(event_time)
          OVER (PARTITION BY user_id ORDER BY event_time, event_id)) <= 600000000, 0, 1) AS begins
        FROM counted)
      """;

  /** Of each user, the channel of the last visit's first event, and whether it may go on yet. */
  private static final String LAST_VISITS =
      """
      SELECT user_id, max_by(channel, visit) AS last_channel,
        unix_micros(max_by(ended, visit)) + 600000000
          >= (SELECT unix_micros(max(watermark)) FROM session_updates) AS in_session
      FROM (
        SELECT user_id, visit, max(event_time) AS ended,
          min_by(channel, struct(event_time, kafka_partition, kafka_offset)) AS channel
        FROM numbered GROUP BY user_id, visit)
      GROUP BY user_id
      """;

  /**
   * The default funnel by its definition, without the engine: from each view on, each step as soon
   * as it comes; of the views of an hour the one that got deepest, then first there, then latest.
   */
  private static final String CHAINS =
      """
      WITH of_funnel AS (
        SELECT e.user_id, e.event_type, e.event_id, min(unix_micros(e.event_time)) AS t,
          min_by(e.channel, e.event_time) AS channel
        FROM events e LEFT ANTI JOIN funnel_late_events l
          ON e.kafka_partition = l.kafka_partition AND e.kafka_offset = l.kafka_offset
        GROUP BY e.user_id, e.event_type, e.event_id),
      views AS (
        SELECT user_id, t AS t1, min_by(channel, event_id) AS channel FROM of_funnel
        WHERE event_type = 'view' GROUP BY user_id, t),
      carts AS (
        SELECT v.user_id, t1, min(c.t) AS t2 FROM views v LEFT JOIN of_funnel c
          ON c.user_id = v.user_id AND c.event_type = 'cart' AND c.t BETWEEN t1 AND t1 + 3600000000
        GROUP BY v.user_id, t1),
      orders AS (
        SELECT v.user_id, t1, t2, min(c.t) AS t3 FROM carts v LEFT JOIN of_funnel c
          ON c.user_id = v.user_id AND c.event_type = 'order' AND c.t BETWEEN t2 AND t1 + 3600000000
        GROUP BY v.user_id, t1, t2),
      payments AS (
        SELECT v.user_id, t1, t2, t3, min(c.t) AS t4 FROM orders v LEFT JOIN of_funnel c
          ON c.user_id = v.user_id AND c.event_type = 'payment'
          AND c.t BETWEEN t3 AND t1 + 3600000000
        GROUP BY v.user_id, t1, t2, t3),
      ranked AS (
        SELECT *, if(t4 IS NOT NULL, 4, if(t3 IS NOT NULL, 3, if(t2 IS NOT NULL, 2, 1))) AS level,
          timestamp_micros(t1 DIV 3600000000 * 3600000000) AS cohort FROM payments)
      SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY user_id, cohort
          ORDER BY level DESC, coalesce(t4, t3, t2, t1), t1 DESC) AS place
        FROM ranked)
      JOIN views USING (user_id, t1)
      WHERE place = 1
      """;

  /** Over tables of this warehouse, without what came late. */
  static PlainSql inTime(SparkSession spark, Path warehouse) {
    return of(spark, warehouse, "true");
  }

  /** Over tables of this warehouse, as if nothing had come late. */
  static PlainSql ofAll(SparkSession spark, Path warehouse) {
    return of(spark, warehouse, "false");
  }

  private static PlainSql of(SparkSession spark, Path warehouse, String late) {
    for (String table :
        List.of(
            "events",
            "session_late_events",
            "funnel_late_events",
            "session_updates",
            "funnel_updates",
            "event_stats",
            "sessions",
            "funnel_report",
            "user_journeys")) {
      spark
          .read()
          .format("delta")
          .load(warehouse.resolve(table).toString())
          .where(table.endsWith("_late_events") ? late : "true")
          .createOrReplaceTempView(table);
    }
    spark.sql(COUNTED).cache().createOrReplaceTempView("counted");
    spark.sql(NUMBERED).createOrReplaceTempView("numbered");
    spark.sql(CHAINS).cache().createOrReplaceTempView("chains");
    return new PlainSql(spark);
  }

  Row row(String sql) {
    return spark.sql(sql).first();
  }

  List<String> lines(String sql) {
    return spark.sql(sql).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  List<String> stats() {
    return lines(
        """
        SELECT grain, date_trunc(grain, event_time), event_type, channel, currency, count(*),
          CAST(sum(amount) AS DECIMAL(38, 4))
        FROM events CROSS JOIN VALUES ('minute'), ('hour') AS g(grain) GROUP BY ALL
        """);
  }

  /** Rows whose estimate of users is more than three standard errors of the sketch away. */
  long wrongEstimates() {
    return row("""
            SELECT count_if(s.users IS NULL OR abs(s.users - e.users) > 3 * 1.04 / 64 * e.users)
            FROM (
              SELECT grain, date_trunc(grain, event_time) AS bucket, event_type, channel, currency,
                count(DISTINCT user_id) AS users
              FROM events CROSS JOIN VALUES ('minute'), ('hour') AS g(grain) GROUP BY ALL) e
            LEFT JOIN event_stats s ON s.grain = e.grain AND s.bucket = e.bucket
              AND s.event_type = e.event_type AND s.channel <=> e.channel
              AND s.currency <=> e.currency
            """)
        .getLong(0);
  }

  List<String> sessions() {
    return lines(
        """
        SELECT n.user_id, min(event_time), max(event_time), count(*), count_if(event_type = 'view'),
          min_by(channel, struct(event_time, kafka_partition, kafka_offset)), any_value(ordered), any_value(paid)
        FROM numbered n LEFT JOIN (%s) o USING (user_id, visit)
        LEFT JOIN (%s) p USING (user_id, visit)
        GROUP BY n.user_id, n.visit
        """
            .formatted(
                sums("order", "user_id, visit", "ordered"),
                sums("payment", "user_id, visit", "paid")));
  }

  List<String> journeys() {
    return lines(
        """
        SELECT n.user_id, min(event_time), max(event_time), count(DISTINCT visit), count(*),
          count_if(event_type = 'order'), any_value(ordered), any_value(paid), any_value(level),
          any_value(last_channel), any_value(in_session)
        FROM numbered n LEFT JOIN (%s) o USING (user_id) LEFT JOIN (%s) p USING (user_id)
        LEFT JOIN (SELECT user_id, max(level) AS level FROM chains GROUP BY user_id) c
          USING (user_id)
        LEFT JOIN (%s) l USING (user_id)
        GROUP BY n.user_id
        """
            .formatted(
                sums("order", "user_id", "ordered"),
                sums("payment", "user_id", "paid"),
                LAST_VISITS));
  }

  /** For all users, and by channel. */
  List<String> funnel() {
    return lines(
        """
        WITH steps AS (SELECT *, explode(sequence(1, level)) AS step FROM chains),
        grouped AS (
          SELECT *, explode(map('', CAST(NULL AS STRING), 'channel', channel)) AS (field, value)
          FROM steps),
        numbers AS (
          SELECT cohort, field, value, step, count(*) AS users,
            percentile(seconds, 0.5) AS p50, percentile(seconds, 0.9) AS p90,
            count_if(level = step AND level < 4 AND unix_micros(cohort) + 7200000000
              <= (SELECT unix_micros(max(watermark)) FROM funnel_updates)) AS abandoned
          FROM (
            SELECT *, CASE step WHEN 2 THEN t2 - t1 WHEN 3 THEN t3 - t2 WHEN 4 THEN t4 - t3 END
              / 1e6 AS seconds
            FROM grouped)
          GROUP BY cohort, field, value, step)
        SELECT n.cohort, n.step, n.field, n.value, n.users, n.users / f.users,
          n.users / coalesce(p.users, n.users), n.p50, n.p90, n.abandoned
        FROM numbers n
        JOIN numbers f ON f.cohort = n.cohort AND f.field = n.field AND f.value <=> n.value
          AND f.step = 1
        LEFT JOIN numbers p ON p.cohort = n.cohort AND p.field = n.field AND p.value <=> n.value
          AND p.step = n.step - 1
        """);
  }

  /** Events by hour, type and channel, as clocks show it there. */
  List<String> hoursIn(String zone) {
    return lines(
        """
        SELECT date_format(from_utc_timestamp(event_time, '%s'), 'yyyy-MM-dd HH:00'), event_type,
          channel, count(*)
        FROM events GROUP BY ALL
        """
            .formatted(zone));
  }

  /** Amounts of this type of event as pairs by currency. */
  private static String sums(String type, String by, String name) {
    return """
        SELECT %s, array_sort(collect_list(struct(currency, sum))) AS %s
        FROM (
          SELECT %s, currency, CAST(sum(amount) AS DECIMAL(38, 4)) AS sum FROM numbered
          WHERE event_type = '%s' AND amount IS NOT NULL GROUP BY %s, currency)
        GROUP BY %s
        """
        .formatted(by, name, by, type, by, by);
  }
}
