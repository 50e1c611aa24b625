package io.footfall.generator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.schema.core.error.FootfallException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final GeneratorSpec SPEC =
      GeneratorSpec.defaults().withEvents(20_000).withStart(Instant.parse("2026-03-01T12:00:00Z"));

  private static Truth truth() {
    TruthCollector collector = new TruthCollector();
    new ShopModel(SPEC).forEachRemaining(collector);
    return collector.truth(SPEC);
  }

  @Test
  void agreesWithACountOfTheSentJson() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, BigDecimal> sums = new HashMap<>();
    Map<String, Long> types = new HashMap<>();
    Set<String> users = new HashSet<>();
    Set<String> ids = new HashSet<>();
    long events = 0;
    ShopModel model = new ShopModel(SPEC);
    while (model.hasNext()) {
      GeneratedRecord record = model.next();
      if (record.expectedReason().isPresent()) {
        continue;
      }
      JsonNode json = mapper.readTree(record.value());
      events++;
      ids.add(json.get("eventId").textValue());
      users.add(json.get("userId").textValue());
      types.merge(json.get("eventType").textValue(), 1L, Long::sum);
      if (json.has("amount")) {
        sums.merge(
            json.get("eventType").textValue() + json.get("currency").textValue(),
            new BigDecimal(json.get("amount").asText()),
            BigDecimal::add);
      }
    }

    Truth truth = truth();

    assertThat(truth.produced()).isEqualTo(20_000);
    assertThat(truth.valid()).isEqualTo(events);
    assertThat(truth.quarantined()).isEqualTo(20_000 - events).isPositive();
    assertThat(truth.duplicates()).isEqualTo(events - ids.size()).isPositive();
    assertThat(truth.distinctUsers()).isEqualTo(users.size());
    assertThat(truth.eventsByType()).isEqualTo(types);
    assertThat(truth.amounts()).hasSameSizeAs(sums.keySet());
    truth
        .amounts()
        .forEach(
            sum ->
                assertThat(sum.amount())
                    .isEqualByComparingTo(sums.get(sum.eventType() + sum.currency())));
  }

  @Test
  void readsWhatItWrotePassingOverWhatWasAdded() {
    Truth truth = truth();
    ObjectNode json = truth.toJson();
    json.putObject("sessions").put("closed", 5);

    assertThat(Truth.fromJson(json.toString())).isEqualTo(truth);
  }

  @Test
  void refusesWhatIsNoTruth() {
    assertThatThrownBy(() -> Truth.fromJson("{}"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("this is no truth file");
    assertThatThrownBy(() -> Truth.fromJson("seed: 42")).isInstanceOf(FootfallException.class);
  }

  @Test
  void hasATruthWhenNothingWasSent() {
    GeneratorSpec none = SPEC.withEvents(0);
    assertThat(new ShopModel(none).hasNext()).isFalse();
    assertThat(new TruthCollector().truth(none).produced()).isZero();
  }
}
