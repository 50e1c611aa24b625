package io.footfall.runtime.core.keyed;

import java.util.Map;
import java.util.TreeMap;

/** The numbers that each commit of a stateful job records beside the offsets. */
public final class KeyedMarks {
  /** {@link KeyedRun#generation}. */
  public static final String GENERATION = "generation";

  /** The watermark that was in force in the batch, milliseconds since the epoch. */
  public static final String WATERMARK = "watermark";

  /**
   * The largest event time up to the batch and with it, microseconds since the epoch: of all
   * events, also those that the job has no use for.
   */
  public static final String LATEST = "latest";

  private KeyedMarks() {}

  /**
   * Those of one batch.
   *
   * @param watermarkMillis {@link WatermarkFloor#NONE} before the first
   * @param latestMicros {@link Long#MIN_VALUE} before the first event
   */
  public static Map<String, Long> of(int generation, long watermarkMillis, long latestMicros) {
    Map<String, Long> marks = new TreeMap<>();
    marks.put(GENERATION, (long) generation);
    if (watermarkMillis != WatermarkFloor.NONE) {
      marks.put(WATERMARK, watermarkMillis);
    }
    if (latestMicros != Long.MIN_VALUE) {
      marks.put(LATEST, latestMicros);
    }
    return marks;
  }
}
