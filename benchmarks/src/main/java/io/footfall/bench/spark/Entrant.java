package io.footfall.bench.spark;

import io.footfall.bench.core.Variant;
import io.footfall.bench.core.Variant.Role;
import io.footfall.funnel.FunnelJob;
import io.footfall.session.SessionJob;
import java.util.ArrayList;
import java.util.List;

/** What takes part in a catch-up, and how it is shown. */
public record Entrant(Variant variant, Contender contender) {

  private static final Entrant CEILING =
      new Entrant(new Variant("ceiling", "Kafka source, noop sink", Role.CEILING), new Ceiling());

  private static final Entrant SESSION =
      job(SessionJob.NAME, "Footfall's session job", new FootfallSessions());

  /** A job, as {@code footfall run JOB --available-now} runs it. */
  public static Entrant job(String key, String what, Contender contender) {
    return new Entrant(new Variant(key, what, Role.SUBJECT), contender);
  }

  /**
   * What {@code bench ingest} runs.
   *
   * @param candidates whether the other way of writing that was considered runs too
   */
  public static List<Entrant> ingest(boolean candidates) {
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(job("footfall", "Footfall's ingest job", new FootfallIngest()));
    if (candidates) {
      entrants.add(
          new Entrant(
              new Variant(
                  "foreachBatch",
                  "the same parse, files and commit, driven from foreachBatch",
                  Role.CANDIDATE),
              new ForeachBatchIngest()));
    }
    entrants.add(
        new Entrant(
            new Variant(
                "stock",
                "Kafka source, from_json, required fields present, stock Delta sink",
                Role.BASELINE),
            new StockIngest()));
    entrants.add(CEILING);
    return List.copyOf(entrants);
  }

  /** What {@code bench session} runs. */
  public static List<Entrant> session() {
    return stateful(SESSION);
  }

  /** What {@code bench funnel} runs: the session job too, whose rate it has to keep up with. */
  public static List<Entrant> funnel() {
    return stateful(job(FunnelJob.NAME, "Footfall's funnel job", new FootfallFunnels()), SESSION);
  }

  /** Jobs that keep state by user, and what one writes for that with Spark as it comes. */
  public static List<Entrant> stateful(Entrant... jobs) {
    List<Entrant> entrants = new ArrayList<>(List.of(jobs));
    entrants.add(
        new Entrant(
            new Variant(
                "session-window",
                "Kafka source, from_json, session_window by user, stock Delta sink",
                Role.BASELINE),
            StockAggregation.sessionWindow()));
    entrants.add(
        new Entrant(
            new Variant(
                "sliding-count",
                "the replaced job: Kafka source, from_json, events by user in a window of 10"
                    + " minutes sliding by 5, stock Delta sink",
                Role.BASELINE),
            StockAggregation.slidingCount()));
    entrants.add(CEILING);
    return List.copyOf(entrants);
  }
}
