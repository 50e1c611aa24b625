package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.keyed.LostState.Outcome;
import io.footfall.runtime.spark.state.RunFacts;
import io.footfall.schema.core.event.Micros;
import org.apache.spark.sql.SparkSession;

/** A run over tables that have rows, without the checkpoint that they were written from. */
record RunBeginning(SparkSession spark, KeyedJob job, JobPlan plan, KeyedTables tables) {

  /** Rebuilds the state, and says what holds for the run. */
  RunFacts facts(KeyedInput input) {
    KeyedRun run = new KeyedRun(tables.nextGeneration(), KeyedRun.NOTHING_LOST);
    long now = Micros.of(input.clock().instant());
    BatchTime time = new BatchTime(WatermarkFloor.micros(tables.watermarkMillis()), now);
    Outcome outcome =
        new LostState(spark, job, plan).rebuild(tables.authority().recorded(), time, input, run);
    return new RunFacts(
        run.generation(),
        tables.nextWatermarkMillis(),
        outcome == Outcome.LOST ? lostUntil(time) : KeyedRun.NOTHING_LOST,
        outcome == Outcome.REBUILT);
  }

  /** The largest event time of all that the tables account for; now, when it is not recorded. */
  private long lostUntil(BatchTime time) {
    long latest = tables.latestMicros();
    return latest == Long.MIN_VALUE ? time.nowMicros() : latest;
  }
}
