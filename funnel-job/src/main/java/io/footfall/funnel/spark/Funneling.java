package io.footfall.funnel.spark;

import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.UserState;
import io.footfall.funnel.core.step.FunnelPacker;
import io.footfall.funnel.core.step.FunnelStepper;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.spark.keyed.KeyedJob;
import io.footfall.runtime.spark.keyed.StateNeed;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.FunnelConfig;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The job under a configuration, and the definitions it then counts.
 *
 * @param history with the configured definitions in it
 */
public record Funneling(KeyedJob job, FunnelHistory history) {

  /** Looks at what is kept and what was committed; writes nothing. */
  public static Funneling of(SparkSession spark, FootfallConfig config) {
    LastCommit last = LastCommit.of(spark, config);
    FunnelConfig settings = config.funnel();
    FunnelHistory history =
        store(spark, config).read().configured(settings.definitions(), last.unseenMicros());
    Funnels funnels = history.active(last.watermarkMicros());
    KeyedJob job =
        new KeyedJob(
            FunnelTables.JOB,
            FunnelTables.AUTHORITY,
            FunnelTables.LATE,
            settings.lateness(),
            settings.trigger(),
            new FunnelPacker(funnels, history.finished(last.watermarkMicros())),
            run -> new FunnelStepper(counting(funnels, run), settings.maxEvents()),
            run -> new FunnelProcessor(funnels, run.generation(), config.kafka().topic()),
            need(funnels),
            frozen(config));
    return new Funneling(job, history);
  }

  /** The settings that cannot change over a checkpoint. */
  public static Map<String, String> frozen(FootfallConfig config) {
    return Map.of(
        "footfall.funnel.lateness", config.funnel().lateness().toString(),
        "the funnel state's version", Integer.toString(UserState.VERSION));
  }

  /** Keeps the definitions, before the first row that they explain. */
  public void keep(SparkSession spark, FootfallConfig config) {
    FunnelStore store = store(spark, config);
    if (!store.read().equals(history)) {
      store.write(history);
    }
  }

  private static FunnelStore store(SparkSession spark, FootfallConfig config) {
    return new FunnelStore(
        config.warehouse(), config.pipeline(), spark.sessionState().newHadoopConf());
  }

  /**
   * Where state was lost, the cohorts that it was about stay as they were last said: what was said
   * cannot be taken back, so counting them anew would double them.
   */
  private static Funnels counting(Funnels funnels, KeyedRun run) {
    return run.lostState() ? funnels.notBefore(run.stateLostAtMicros() + 1) : funnels;
  }

  private static StateNeed need(Funnels funnels) {
    return (spark, warehouse, time) -> StateNeed.Events.from(needsFrom(funnels, time));
  }

  private static long needsFrom(Funnels funnels, BatchTime time) {
    return funnels.needsFrom(time.watermarkMicros());
  }
}
