package io.footfall.generator.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.generator.core.GeneratedRecord.Kind;
import io.footfall.generator.core.GeneratedRecord.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopModelTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int PINNED = -1615256405;
  private static final GeneratorSpec SPEC =
      GeneratorSpec.defaults().withEvents(50_000).withStart(START);

  private static List<GeneratedRecord> records(GeneratorSpec spec) {
    List<GeneratedRecord> records = new ArrayList<>();
    new ShopModel(spec).forEachRemaining(records::add);
    return records;
  }

  @Test
  void givesTheSameBytesForTheSameSpecSeedAndStart() {
    ShopModel first = new ShopModel(SPEC);
    ShopModel second = new ShopModel(SPEC);
    while (first.hasNext()) {
      GeneratedRecord a = first.next();
      GeneratedRecord b = second.next();
      assertThat(a.value()).isEqualTo(b.value());
      assertThat(a.key()).isEqualTo(b.key());
      assertThat(a.sendOffsetNanos()).isEqualTo(b.sendOffsetNanos());
      assertThat(a.kind()).isEqualTo(b.kind());
    }
    assertThat(second.hasNext()).isFalse();
  }

  @Test
  void givesOtherEventsForAnotherSeed() {
    Set<String> ids = ids(records(SPEC.withEvents(1_000)));
    assertThat(ids(records(SPEC.withEvents(1_000).withSeed(43)))).doesNotContainAnyElementsOf(ids);
  }

  private static Set<String> ids(List<GeneratedRecord> records) {
    Set<String> ids = new HashSet<>();
    records.forEach(r -> r.event().ifPresent(e -> ids.add(e.eventId())));
    return ids;
  }

  @Test
  void keepsTheBytesOfThisRelease() {
    int hash = 1;
    for (GeneratedRecord record : records(SPEC)) {
      hash = 31 * hash + Arrays.hashCode(record.value());
    }
    assertThat(hash).as("a seed's events; a change makes old truths worthless").isEqualTo(PINNED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 7_777})
  void meetsTheRatiosAndTheCount(long seed) {
    List<GeneratedRecord> records = records(SPEC.withSeed(seed).withRatios(0.1, 0.02, 0.03, 0.05));

    assertThat(records).as("seed %d", seed).hasSize(50_000);
    assertThat(share(records, Kind.MALFORMED)).as("seed %d", seed).isCloseTo(0.05, within(0.005));
    assertThat(share(records, Kind.DUPLICATE)).as("seed %d", seed).isCloseTo(0.03, within(0.004));
    assertThat(share(records, Lateness.LATE)).as("seed %d", seed).isCloseTo(0.1, within(0.007));
    assertThat(share(records, Lateness.TOO_LATE))
        .as("seed %d", seed)
        .isCloseTo(0.02, within(0.003));
  }

  private static double share(List<GeneratedRecord> records, Kind kind) {
    return (double) records.stream().filter(r -> r.kind() == kind).count() / records.size();
  }

  private static double share(List<GeneratedRecord> records, Lateness lateness) {
    return (double)
            records.stream().filter(r -> r.lateness() == lateness && r.kind() == Kind.VALID).count()
        / records.size();
  }

  @Test
  void isLateUnderAWatermarkExactlyWhereItSaysSo() {
    long[][] shapes = {{5_000, 1}, {5_000, 60}, {100, 1}, {3, 1}, {3, 10}, {0, 1}, {200_000, 1}};
    for (long[] shape : shapes) {
      for (long seed = 1; seed <= 4; seed++) {
        GeneratorSpec spec =
            SPEC.withEvents(20_000)
                .withRate(shape[0])
                .withSpeedup((double) shape[1])
                .withSeed(seed)
                .withRatios(0.2, 0.02, 0.1, 0.05);
        assertLatenessHolds(spec);
      }
    }
  }

  private static void assertLatenessHolds(GeneratorSpec spec) {
    long bound = spec.lateness().toMillis();
    long max = Long.MIN_VALUE / 2;
    long disordered = 0;
    long seen = 0;
    for (GeneratedRecord record : records(spec)) {
      seen++;
      if (record.event().isEmpty()) {
        continue;
      }
      long millis = record.event().get().eventTimeMillis();
      boolean late = millis < max - bound;
      assertThat(late)
          .as("record %d of %s, %d ms under the maximum", seen, spec, max - millis)
          .isEqualTo(record.lateness() == Lateness.TOO_LATE);
      if (record.lateness() == Lateness.LATE && millis < max) {
        disordered++;
      }
      max = Math.max(max, millis);
    }
    assertThat(disordered).as("really out of order in %s", spec).isGreaterThan(spec.events() / 10);
  }

  @Test
  void staysInOrderWhereRecordsAreFurtherApartThanTheBound() {
    GeneratorSpec spec = SPEC.withEvents(2_000).withRate(1).withSpeedup(200);
    for (GeneratedRecord record : records(spec.withRatios(0.3, 0, 0.3, 0))) {
      assertThat(record.lateness()).isEqualTo(Lateness.IN_TIME);
    }
  }

  @Test
  void neverLetsEventTimePassTheClock() {
    Instant sendStart = Instant.parse("2026-03-01T12:00:00.123Z");
    for (double speedup : new double[] {1, 3.7, 500}) {
      GeneratorSpec spec =
          GeneratorSpec.defaults().withEvents(20_000).withSpeedup(speedup).startedAt(sendStart);
      for (GeneratedRecord record : records(spec)) {
        long clock = sendStart.toEpochMilli() + record.sendOffsetNanos() / 1_000_000;
        record.event().ifPresent(e -> assertThat(e.eventTimeMillis()).isLessThanOrEqualTo(clock));
      }
    }
  }

  @Test
  void stampsAnEventInTimeWithItsIntendedSendTime() {
    for (GeneratedRecord record : records(SPEC.withRatios(0, 0, 0, 0))) {
      assertThat(record.event().orElseThrow().eventTimeMillis())
          .isEqualTo(START.toEpochMilli() + record.sendOffsetNanos() / 1_000_000);
    }
  }

  @Test
  void sendsADuplicateAfterItsOriginalByteForByte() {
    Map<String, byte[]> sent = new HashMap<>();
    for (GeneratedRecord record : records(SPEC.withRatios(0.1, 0.01, 0.1, 0.01))) {
      if (record.event().isEmpty()) {
        continue;
      }
      byte[] original = sent.put(record.event().get().eventId(), record.value());
      if (record.kind() == Kind.DUPLICATE) {
        assertThat(record.value()).isEqualTo(original);
      } else {
        assertThat(original).as("event ids differ").isNull();
      }
    }
  }

  @Test
  void writesTheContractsJson() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Set<String> names = new TreeSet<>();
    for (GeneratedRecord record :
        records(SPEC.withEvents(5_000).withRate(50).withRatios(0.1, 0.01, 0.1, 0))) {
      ShopEvent event = record.event().orElseThrow();
      JsonNode json = mapper.readTree(record.value());
      json.fieldNames().forEachRemaining(names::add);
      assertThat(json.get("eventId").textValue()).isEqualTo(event.eventId());
      assertThat(json.get("userId").textValue())
          .isEqualTo(event.userId())
          .isEqualTo(new String(record.key(), UTF_8));
      assertThat(json.get("eventType").textValue()).isEqualTo(event.eventType());
      assertThat(Instant.parse(json.get("eventTime").textValue()).toEpochMilli())
          .isEqualTo(event.eventTimeMillis());
      assertThat(json.path("category").textValue()).isEqualTo(event.category());
      assertThat(json.path("currency").textValue()).isEqualTo(event.currency());
      assertThat(json.has("amount")).isEqualTo(event.amount() != null);
      if (event.amount() != null) {
        assertThat(json.get("amount").decimalValue()).isEqualByComparingTo(event.amount());
      }
    }
    assertThat(names)
        .containsExactly(
            "amount",
            "campaign",
            "category",
            "channel",
            "client",
            "currency",
            "device",
            "eventId",
            "eventTime",
            "eventType",
            "experiment",
            "itemId",
            "page",
            "referrer",
            "userId");
  }

  @Test
  void restsBetweenVisitsForMoreThanTenMinutesAndThinksForLess() {
    GeneratorSpec spec = SPEC.withRate(5).withUsers(2_000).withRatios(0, 0, 0, 0);
    Map<Integer, Long> last = new HashMap<>();
    long returns = 0;
    long unclear = 0;
    for (GeneratedRecord record : records(spec)) {
      ShopEvent event = record.event().orElseThrow();
      Long before = last.put(event.user(), event.eventTimeMillis());
      if (before == null) {
        continue;
      }
      long away = event.eventTimeMillis() - before;
      if (away >= Duration.ofMinutes(12).toMillis()) {
        returns++;
      } else if (away > Duration.ofMinutes(8).toMillis()) {
        unclear++;
      }
    }
    assertThat(returns).isGreaterThan(50);
    assertThat(unclear).isZero();
  }

  @Test
  void losesVisitorsAtEachStepOfTheWayToPayment() {
    TruthCollector truth = new TruthCollector();
    new ShopModel(SPEC).forEachRemaining(truth);
    Map<String, Long> types = truth.truth(SPEC).eventsByType();

    assertThat(types.get("view")).isGreaterThan(types.get("click"));
    assertThat(types.get("click")).isGreaterThan(types.get("cart"));
    assertThat(types.get("cart")).isGreaterThan(types.get("order"));
    assertThat(types.get("order")).isGreaterThan(types.get("payment"));
    assertThat(types.get("payment")).isPositive();
  }
}
