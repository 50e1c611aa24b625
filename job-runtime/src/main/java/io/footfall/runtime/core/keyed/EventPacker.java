package io.footfall.runtime.core.keyed;

import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.BehaviorEvent;
import java.io.Serializable;

/**
 * What a job keeps of an event on its way to {@link KeyedStep}. Called on executors, by one thread
 * per copy, for each record that the codec found valid; late ones too. Deterministic.
 */
public interface EventPacker extends Serializable {

  /** What the codec materialises; user id and event time always come with it. */
  Projection projection();

  /**
   * The event as the step will get it.
   *
   * @return null when the job has no use for it; its time moves the watermark all the same
   */
  byte[] pack(BehaviorEvent event, Origin origin);
}
