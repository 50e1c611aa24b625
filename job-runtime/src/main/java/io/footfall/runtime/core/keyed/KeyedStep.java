package io.footfall.runtime.core.keyed;

import java.io.Serializable;
import java.util.Iterator;

/**
 * What a job does with the events of one key, which is the user id. Deterministic: equal arguments,
 * with the events in any order, give an equal result. Travels to the executors, where one copy
 * serves one thread.
 */
public interface KeyedStep extends Serializable {

  /**
   * One key in one batch.
   *
   * @param state what the key's last step returned; null when that was nothing, or there was none
   * @param events as {@link EventPacker} made them, in no order, late ones among them; empty when
   *     the key is due. Read once; a step need not read to the end
   */
  StepResult step(String key, byte[] state, Iterator<byte[]> events, BatchTime time);

  /**
   * The state of a key whose checkpoint is lost.
   *
   * @param events all that the state may depend on, in no order, as {@link EventPacker} made them.
   *     None was late when it came, though its time may lie below the watermark now
   * @param time the watermark of the last commit
   * @return without rows; what is final under the watermark is left out, and what the step would
   *     have said of an idle key is said again when it is due
   */
  StepResult rebuild(String key, Iterator<byte[]> events, BatchTime time);
}
