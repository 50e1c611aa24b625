package io.footfall.runtime.core.keyed;

import java.util.Map;

/** The numbers that each commit of a stateful job records beside the offsets. */
public final class KeyedMarks {
  /** {@link KeyedRun#generation}. */
  public static final String GENERATION = "generation";

  /** The watermark that was in force in the batch, milliseconds since the epoch. */
  public static final String WATERMARK = "watermark";

  private KeyedMarks() {}

  /**
   * Those of one batch.
   *
   * @param watermarkMillis {@link WatermarkFloor#NONE} before the first
   */
  public static Map<String, Long> of(int generation, long watermarkMillis) {
    return watermarkMillis == WatermarkFloor.NONE
        ? Map.of(GENERATION, (long) generation)
        : Map.of(GENERATION, (long) generation, WATERMARK, watermarkMillis);
  }
}
