package io.footfall.runtime.core.keyed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the state store holds of a key: the two due times, 8 bytes each, little endian, then the
 * job's bytes. The due times stand in front so that an index can be made without the job.
 */
public final class StateBlob {
  /** Where the due time by the watermark stands. */
  public static final int DUE_WATERMARK = 0;

  /** Where the due time by the batch's own time stands. */
  public static final int DUE_NOW = 8;

  /** Raised when these bytes change their meaning. */
  public static final int VERSION = 1;

  private static final int HEADER = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private StateBlob() {}

  /** Packs a result that keeps a state. */
  public static byte[] of(StepResult result) {
    byte[] state = result.state();
    byte[] blob = new byte[HEADER + state.length];
    LONG.set(blob, DUE_WATERMARK, result.dueWatermarkMicros());
    LONG.set(blob, DUE_NOW, result.dueNowMicros());
    System.arraycopy(state, 0, blob, HEADER, state.length);
    return blob;
  }

  /** The job's bytes. */
  public static byte[] state(byte[] blob) {
    return Arrays.copyOfRange(blob, HEADER, blob.length);
  }

  /** True when the key is to be stepped though it has no events. */
  public static boolean isDue(byte[] blob, BatchTime time) {
    return time.watermarkMicros() > (long) LONG.get(blob, DUE_WATERMARK)
        || time.nowMicros() >= (long) LONG.get(blob, DUE_NOW);
  }
}
