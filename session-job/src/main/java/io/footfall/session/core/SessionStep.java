package io.footfall.session.core;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.StepResult;
import java.util.Iterator;

/** Sessions of one user at a time. Its rows are {@link SessionRow}s. */
public final class SessionStep implements KeyedStep {
  /** The version in which new state is written. */
  public static final int STATE_VERSION = StateCodec.VERSION;

  private final SessionSettings settings;
  private transient ByteWriter writer;

  public SessionStep(SessionSettings settings) {
    this.settings = settings;
  }

  @Override
  public StepResult step(String key, byte[] state, Iterator<byte[]> events, BatchTime time) {
    return new UserStep(settings, key, time, writer()).step(state, events);
  }

  @Override
  public StepResult rebuild(String key, Iterator<byte[]> events, BatchTime time) {
    return new UserStep(settings, key, time, writer()).rebuild(events);
  }

  private ByteWriter writer() {
    if (writer == null) {
      writer = new ByteWriter();
    }
    return writer;
  }
}
