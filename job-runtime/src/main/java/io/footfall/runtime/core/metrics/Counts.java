package io.footfall.runtime.core.metrics;

/**
 * The plain counts of tasks that metrics are made of. A job may report others too: they are for its
 * log lines. Broken-down counts are of {@link Detail}; quarantined records count under the name of
 * their {@link io.footfall.schema.core.event.Reason}.
 */
public final class Counts {
  /** Records that are valid events. */
  public static final String VALID = "valid";

  /** Events of type {@value #ORDER}. */
  public static final String ORDERS = "orders";

  /** Events that a stateful job found late. */
  public static final String LATE = "late";

  public static final String SESSIONS_OPENED = "sessions_opened";
  public static final String SESSIONS_CLOSED = "sessions_closed";

  /** The event type of an order. */
  public static final String ORDER = "order";

  /** The event type whose amounts are paid. */
  public static final String PAYMENT = "payment";

  private Counts() {}
}
