package io.footfall.session.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.schema.core.event.BehaviorEvent;
import java.math.BigDecimal;
import java.util.Map;

/** An event as a test sends it, and where it lands. */
public record Sent(String user, BehaviorEvent event, int partition, long offset, long kafkaMicros) {
  public static final long SECOND = 1_000_000;

  /** A view of a page named after the event. */
  public static Sent view(String user, String id, long micros, long offset) {
    return of(user, id, micros, offset, "view", "/" + id, null, null);
  }

  public static Sent of(
      String user,
      String id,
      long micros,
      long offset,
      String type,
      String page,
      BigDecimal amount,
      String currency) {
    BehaviorEvent event =
        new BehaviorEvent(
            id, user, type, micros, null, null, page, "web", "phone", "spring", amount, currency,
            Map.of());
    return new Sent(user, event, 0, offset, offset * SECOND);
  }

  public Sent with(String channel, String device, String campaign) {
    BehaviorEvent e = event;
    return new Sent(
        user,
        new BehaviorEvent(
            e.eventId(),
            user,
            e.eventType(),
            e.eventTimeMicros(),
            null,
            null,
            e.page(),
            channel,
            device,
            campaign,
            e.amount(),
            e.currency(),
            Map.of()),
        partition,
        offset,
        kafkaMicros);
  }

  /** The same bytes once more. */
  public Sent again(long nextOffset) {
    return new Sent(user, event, partition, nextOffset, nextOffset * SECOND);
  }

  public long micros() {
    return event.eventTimeMicros();
  }

  byte[] packed() {
    return new SessionPacker()
        .pack(event, new Origin(new KafkaPartition("topic", partition), offset, kafkaMicros));
  }
}
