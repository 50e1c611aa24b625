package io.footfall.schema.core.fuzz;

import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.MappingSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** One mapping with its full codec, and the codecs of some projections. */
final class FuzzSubject {
  private record Projected(Projection projection, EventCodec codec) {}

  private final String name;
  private final EventCodec full;
  private final List<Projected> projected;

  FuzzSubject(String name, MappingSpec mapping) {
    this.name = name;
    full = EventCodec.of(mapping);
    projected =
        List.of(
                Projection.of(),
                Projection.of(Field.USER_ID, Field.EVENT_TYPE),
                Projection.of(Field.EVENT_ID, Field.AMOUNT, Field.CURRENCY),
                new Projection(EnumSet.allOf(Field.class), false),
                new Projection(EnumSet.noneOf(Field.class), true))
            .stream()
            .map(projection -> new Projected(projection, EventCodec.of(mapping, projection)))
            .toList();
  }

  String name() {
    return name;
  }

  Verdict full(byte[] input) {
    return full.parse(input, SampleEvents.TIMESTAMP_MILLIS);
  }

  /** How a projection differs from the full verdict, or null; each input meets one projection. */
  String disagreement(byte[] input, Verdict verdict, long index) {
    Projected one = projected.get((int) (index % projected.size()));
    Verdict other = one.codec.parse(input, SampleEvents.TIMESTAMP_MILLIS);
    Verdict expected =
        verdict instanceof BehaviorEvent event ? limited(event, one.projection) : verdict;
    return expected.equals(other) ? null : "another verdict under " + one.projection;
  }

  private static BehaviorEvent limited(BehaviorEvent event, Projection to) {
    return new BehaviorEvent(
        only(to, Field.EVENT_ID, event.eventId()),
        only(to, Field.USER_ID, event.userId()),
        only(to, Field.EVENT_TYPE, event.eventType()),
        event.eventTimeMicros(),
        only(to, Field.ITEM_ID, event.itemId()),
        only(to, Field.CATEGORY, event.category()),
        only(to, Field.PAGE, event.page()),
        only(to, Field.CHANNEL, event.channel()),
        only(to, Field.DEVICE, event.device()),
        only(to, Field.CAMPAIGN, event.campaign()),
        only(to, Field.AMOUNT, event.amount()),
        only(to, Field.CURRENCY, event.currency()),
        to.properties() ? event.properties() : Map.of());
  }

  private static <T> T only(Projection projection, Field field, T value) {
    return projection.fields().contains(field) ? value : null;
  }
}
