package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.Machine;
import io.footfall.bench.core.MergeResult;
import io.footfall.bench.core.Spread;
import io.footfall.report.spark.ReportPass;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What merges of 10,000 changed sessions cost the report job while its tables grow, day by day, as
 * those of a shop do.
 */
public final class ReportMerge {
  private static final long CHANGED = 10_000;

  /** Of those changed, sessions that were there before. */
  private static final long REVISED = 3_000;

  private static final long A_DAY = 100_000;
  private static final int SESSIONS_OF_A_USER = 5;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;

  private final SparkSession spark;
  private final Stage stage;
  private final Consumer<String> say;

  /**
   * @param say takes lines for people who wait
   */
  public ReportMerge(SparkSession spark, Stage stage, Consumer<String> say) {
    this.spark = spark;
    this.stage = stage;
    this.say = say;
  }

  /**
   * Measures.
   *
   * @param sizes sessions that are there before, ascending
   */
  public MergeResult run(List<Long> sizes, Clock clock) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < CHANGED)) {
      throw BenchErrors.badOption("sizes", sizes, "%,d or more".formatted(CHANGED));
    }
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    List<MergeResult.Point> points = new ArrayList<>();
    for (long size : sizes) {
      String run = "sessions-" + size;
      points.add(measure(size, stage.config(run, "none"), clock));
      stage.drop(run);
    }
    return new MergeResult(machine, CHANGED, points);
  }

  private MergeResult.Point measure(long size, FootfallConfig config, Clock clock) {
    MergeTarget.open(spark, config.warehouse(), Tables.SESSION_UPDATES);
    append(config, 0, size, size, 1);
    List<Double> sessions = new ArrayList<>();
    List<Double> journeys = new ArrayList<>();
    double loadSeconds =
        pass(config, clock).values().stream().mapToDouble(ReportMerge::millis).sum() / 1_000;
    say.accept(String.format(Locale.ROOT, "%,d sessions made in %.1f s", size, loadSeconds));
    long there = size;
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      append(config, there - REVISED, there + CHANGED - REVISED, size, round + 2);
      there += CHANGED - REVISED;
      Map<String, Duration> took = pass(config, clock);
      if (round >= WARM_UP) {
        sessions.add(millis(took.get(ReportTables.SESSIONS.name())));
        journeys.add(millis(took.get(ReportTables.USER_JOURNEYS.name())));
      }
    }
    requireRows(config, there);
    return new MergeResult.Point(size, loadSeconds, Spread.of(sessions), Spread.of(journeys));
  }

  /** A first round, in which users are merged whatever that takes. */
  private Map<String, Duration> pass(FootfallConfig config, Clock clock) {
    try (ReportPass pass = new ReportPass(spark, config, clock)) {
      return pass.run().times();
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private void requireRows(FootfallConfig config, long expected) {
    long found =
        spark.read().format("delta").load(ReportTables.SESSIONS.path(config.warehouse())).count();
    if (found != expected) {
      throw BenchErrors.rowsDiffer("the report job", "%,d".formatted(expected), found);
    }
  }

  /**
   * A commit of these sessions. Days are filled one after the other; what comes behind the first
   * {@code size} still falls on the last of them.
   */
  private void append(FootfallConfig config, long from, long until, long size, int revision) {
    spark
        .sql(
            """
            SELECT md5(CAST(id AS STRING)) AS session_id,
              concat('u-', pmod(xxhash64(id), %d)) AS user_id,
              0 AS generation, %dL AS revision, 'CLOSED' AS status, false AS final,
              CAST(NULL AS STRING) AS merged_into, CAST(NULL AS STRING) AS split_reason,
              timestamp_seconds(start) AS start_time,
              timestamp_seconds(start + 60 + id %% 600) AS end_time,
              (60 + id %% 600) * 1000000L AS duration_micros, 3 + id %% 9 AS events,
              map('view', 2 + id %% 9, 'order', 1L) AS events_by_type,
              concat('/item/', id %% 997) AS first_page, concat('/item/', id %% 991) AS last_page,
              map('EUR', CAST(id %% 100 AS DECIMAL(38, 4))) AS ordered,
              map('EUR', CAST(id %% 100 AS DECIMAL(38, 4))) AS paid,
              IF(id %% 3 = 0, 'app', 'web') AS channel, 'phone' AS device,
              CAST(NULL AS STRING) AS campaign, 0L AS duplicates, 0L AS conflicts, false AS is_bot,
              false AS is_bounce, false AS capped, false AS truncated, 0 AS source_epoch,
              timestamp_seconds(start) AS kafka_timestamp, timestamp_seconds(start) AS watermark,
              timestamp_seconds(start) AS ingested_at,
              CAST(timestamp_seconds(start) AS DATE) AS commit_date
            FROM (
              SELECT id, 1767225600 + least(id DIV %d, %d) * 86400
                + CAST(id %% %d * 0.8 AS BIGINT) AS start
              FROM range(%d, %d))
            """
                .formatted(
                    Math.max(1, size / SESSIONS_OF_A_USER),
                    revision,
                    A_DAY,
                    (size - 1) / A_DAY,
                    A_DAY,
                    from,
                    until))
        .write()
        .format("delta")
        .mode("append")
        .save(Tables.SESSION_UPDATES.path(config.warehouse()));
  }
}
