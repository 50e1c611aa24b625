package io.footfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.ShopEvent;
import io.footfall.generator.core.ShopModel;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.Mappings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator's truth is what the codec says: neither module knows the other's rules. */
class GeneratorCodecTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final GeneratorSpec SPEC =
      GeneratorSpec.defaults().withEvents(50_000).withStart(START).withRatios(0.2, 0.1, 0.1, 0.3);

  @ParameterizedTest
  @ValueSource(longs = {1, 42, -3})
  void everyRecordGetsTheVerdictThatTheTruthCounts(long seed) {
    EventCodec codec = EventCodec.of(Mappings.defaults());
    Set<Reason> met = EnumSet.noneOf(Reason.class);
    long number = 0;
    for (ShopModel model = new ShopModel(SPEC.withSeed(seed)); model.hasNext(); number++) {
      GeneratedRecord record = model.next();
      long sendMillis =
          START.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(record.sendOffsetNanos());
      Verdict verdict = codec.parse(record.value(), sendMillis);
      if (!found(verdict).equals(expected(record))) {
        fail(
            "seed %d, record %d: expected %s, the codec says %s",
            seed, number, expected(record), verdict);
      }
      record.expectedReason().ifPresent(met::add);
    }
    assertThat(number).isEqualTo(SPEC.events());
    assertThat(met).as("seed %d", seed).hasSizeGreaterThan(8);
  }

  private static List<Object> found(Verdict verdict) {
    if (verdict instanceof Rejection rejection) {
      return List.of(rejection.reason());
    }
    BehaviorEvent event = (BehaviorEvent) verdict;
    return Arrays.asList(
        event.eventId(),
        event.userId(),
        event.eventType(),
        event.eventTimeMicros(),
        event.itemId(),
        event.category(),
        event.page(),
        event.channel(),
        event.device(),
        event.campaign(),
        event.amount(),
        event.currency());
  }

  private static List<Object> expected(GeneratedRecord record) {
    if (record.expectedReason().isPresent()) {
      return List.of(record.expectedReason().get());
    }
    ShopEvent event = record.event().orElseThrow();
    BigDecimal amount = event.amount() == null ? null : event.amount().setScale(4);
    return Arrays.asList(
        event.eventId(),
        event.userId(),
        event.eventType(),
        event.eventTimeMillis() * 1_000,
        event.itemId(),
        event.category(),
        event.page(),
        event.channel(),
        event.device(),
        event.campaign(),
        amount,
        event.currency());
  }
}
