package io.footfall.runtime.spark.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What holds for all runs from one checkpoint; kept beside it, in {@code footfall/run.json}, before
 * its first batch.
 *
 * @param floorMillis the least watermark; {@link WatermarkFloor#NONE} for none
 * @param stateLostAtMicros as in {@link KeyedRun}
 * @param initialState whether the first batch begins with states, under {@code
 *     footfall/initial-state}
 */
public record RunFacts(
    int generation, long floorMillis, long stateLostAtMicros, boolean initialState) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "run.json";

  /** The first run over a job's tables. */
  public static final RunFacts FIRST =
      new RunFacts(0, WatermarkFloor.NONE, KeyedRun.NOTHING_LOST, false);

  /** The first run of a later source epoch: without state, and without the watermark of before. */
  public static RunFacts ofEpoch(int generation) {
    return new RunFacts(generation, WatermarkFloor.NONE, KeyedRun.NOTHING_LOST, false);
  }

  /** Reads; empty where no run has begun. */
  public static Optional<RunFacts> read(String checkpoint, Configuration hadoop)
      throws IOException {
    Optional<String> text = new CheckpointFiles(checkpoint, hadoop).read(FILE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(text.get(), RunFacts.class));
    } catch (JsonProcessingException e) {
      throw OffsetErrors.unreadableCheckpoint(checkpoint + "/footfall/" + FILE, e);
    }
  }

  /** Writes, replacing what was there. */
  public void write(String checkpoint, Configuration hadoop) throws IOException {
    new CheckpointFiles(checkpoint, hadoop).write(FILE, JSON.writeValueAsString(this));
  }

  /** What the job's rows say of the run. */
  public KeyedRun run() {
    return new KeyedRun(generation, stateLostAtMicros);
  }

  /** What the watermark does not fall below. */
  public WatermarkFloor floor() {
    return new WatermarkFloor(floorMillis);
  }

  /** Where the states stand that the first batch begins with. */
  public static String initialStateFolder(String checkpoint) {
    return checkpoint + "/footfall/initial-state";
  }
}
