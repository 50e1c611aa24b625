package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.StateBlob;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.streaming.GroupState;

/**
 * Calls a job's step from Spark. To Spark every key is timed out in every batch; which are looked
 * at is the state store's choice (its provider has an index), and whether a key is due is decided
 * here, so that a store that offers too many costs time and nothing else.
 */
record StepFunction(KeyedStep step, WatermarkFloor floor)
    implements FlatMapGroupsWithStateFunction<String, byte[], byte[], byte[]> {
  private static final long ALWAYS = 1;

  @Override
  public Iterator<byte[]> call(String key, Iterator<byte[]> events, GroupState<byte[]> state) {
    BatchTime time = floor.at(state.getCurrentWatermarkMs(), state.getCurrentProcessingTimeMs());
    byte[] blob = state.exists() ? state.get() : null;
    if (blob != null && !events.hasNext() && !StateBlob.isDue(blob, time)) {
      keep(state, blob); // an initial state, or a store without an index
      return Collections.emptyIterator();
    }
    StepResult result = step.step(key, blob == null ? null : StateBlob.state(blob), events, time);
    if (result.state() != null) {
      keep(state, StateBlob.of(result));
    } else if (blob != null) {
      state.remove();
    }
    return result.rows().iterator();
  }

  private static void keep(GroupState<byte[]> state, byte[] blob) {
    state.update(blob);
    state.setTimeoutDuration(ALWAYS);
  }
}
