package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.EventMatcher;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.definition.Match;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.EventDetails;
import io.footfall.funnel.core.state.EventId;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.BehaviorEvent;
import java.util.List;

/** Keeps the events that concern a funnel, with what they are to it. */
public final class FunnelPacker implements EventPacker {
  private static final long serialVersionUID = 1L;

  private final Funnels funnels;
  private transient EventMatcher matcher;

  public FunnelPacker(Funnels funnels) {
    this.funnels = funnels;
  }

  @Override
  public Projection projection() {
    return funnels.projection();
  }

  @Override
  public byte[] pack(BehaviorEvent event, Origin origin) {
    if (matcher == null) {
      matcher = new EventMatcher(funnels);
    }
    ArrivedEvent arrived = arrived(matcher.matches(event), event, origin);
    return arrived == null ? null : arrived.pack();
  }

  /** Null when the event concerns no funnel. */
  static ArrivedEvent arrived(List<Match> matches, BehaviorEvent event, Origin origin) {
    if (matches.isEmpty()) {
      return null;
    }
    return new ArrivedEvent(
        new FunnelEvent(
            EventId.of(event.eventId()),
            event.eventTimeMicros(),
            EventDetails.of(event.itemId(), event.amount(), event.currency()),
            matches),
        event.eventType(),
        origin.partition().topic(),
        origin.partition().number(),
        origin.offset(),
        origin.kafkaTimestampMicros());
  }
}
