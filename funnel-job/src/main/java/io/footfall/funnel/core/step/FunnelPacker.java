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

/**
 * Keeps the events that concern a funnel, with what they are to it. One that concerns but a funnel
 * of which nothing can change any more is late, and has to be told of.
 */
public final class FunnelPacker implements EventPacker {
  private static final long serialVersionUID = 1L;

  private final Funnels funnels;
  private final Funnels finished;
  private transient EventMatcher matcher;
  private transient EventMatcher finishedMatcher;

  /** Of funnels that are all alike to the caller. */
  public FunnelPacker(Funnels funnels) {
    this(funnels, Funnels.none());
  }

  /**
   * @param funnels that count
   * @param finished that no longer do
   */
  public FunnelPacker(Funnels funnels, Funnels finished) {
    this.funnels = funnels;
    this.finished = finished;
  }

  @Override
  public Projection projection() {
    return funnels.projection().and(finished.projection());
  }

  @Override
  public byte[] pack(BehaviorEvent event, Origin origin) {
    if (matcher == null) {
      matcher = new EventMatcher(funnels);
      finishedMatcher = new EventMatcher(finished);
    }
    List<Match> matches = matcher.matches(event);
    if (matches.isEmpty() && finished.mayHaveCounted(event.eventTimeMicros())) {
      matches = finishedMatcher.matches(event);
    }
    return matches.isEmpty() ? null : arrived(matches, event, origin).pack();
  }

  private static ArrivedEvent arrived(List<Match> matches, BehaviorEvent event, Origin origin) {
    return new ArrivedEvent(
        new FunnelEvent(
            EventId.of(event.eventId()),
            event.eventTimeMicros(),
            EventDetails.of(event.itemId(), event.amount(), event.currency()),
            matches),
        event.eventType(),
        origin.partition().number(),
        origin.offset(),
        origin.kafkaTimestampMicros());
  }
}
