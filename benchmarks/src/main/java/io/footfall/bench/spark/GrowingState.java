package io.footfall.bench.spark;

import io.footfall.funnel.FunnelJob;
import io.footfall.runtime.delta.LatestSessions;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.Tables;
import io.footfall.session.SessionJob;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongBiFunction;
import org.apache.spark.sql.SparkSession;

/**
 * A job with state by user, and the traffic under which that grows.
 *
 * @param what a user who is there has, for people: {@code open sessions}
 * @param comes the type of a user's first event
 * @param stays the type of the later ones, which change the user's state and do not end it
 * @param ago how far back in event time users come, so that the clock can pass their states
 * @param open how many the job's tables say have not ended
 */
public record GrowingState(
    String job,
    String what,
    Contender contender,
    String comes,
    String stays,
    Duration ago,
    ToLongBiFunction<SparkSession, FootfallConfig> open) {

  /** All there are; the first one is usual. */
  public static final List<GrowingState> ALL =
      List.of(
          new GrowingState(
              SessionJob.NAME,
              "open sessions",
              new FootfallSessions(),
              "view",
              "view",
              Duration.ofHours(2),
              GrowingState::openSessions),
          // Of the usual funnel, with a window and a cohort of an hour.
          new GrowingState(
              FunnelJob.NAME,
              "users in mid-funnel",
              new FootfallFunnels(),
              "view",
              "cart",
              Duration.ofHours(4),
              GrowingState::openCohorts));

  private static long openSessions(SparkSession spark, FootfallConfig config) {
    return LatestSessions.of(spark, config.warehouse()).where("NOT final").count();
  }

  /** Nobody converts, so each cohort of a user that has ended was abandoned. */
  private static long openCohorts(SparkSession spark, FootfallConfig config) {
    return spark
        .read()
        .format("delta")
        .load(Tables.FUNNEL_UPDATES.path(config.warehouse()))
        .selectExpr("coalesce(sum(sign), 0) - count_if(kind = 'ABANDONED')")
        .head()
        .getLong(0);
  }
}
