package io.footfall.schema.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.fuzz.FuzzMappings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingsTest {

  @Test
  void defaultsAreCamelCaseIso8601WithBothBounds() {
    MappingSpec spec = Mappings.defaults();
    assertThat(spec.fields()).hasSize(Field.values().length);
    assertThat(spec.fields().get(Field.EVENT_ID).candidates())
        .containsExactly(JsonPath.key("eventId"));
    assertThat(spec.timeFormat()).isEqualTo(new TimeFormat.Iso8601());
    assertThat(spec.maxAhead()).contains(Duration.ofMinutes(5));
    assertThat(spec.maxAge()).contains(Duration.ofDays(30));
    assertThat(spec.hasPrivacyRules()).isFalse();
    assertThat(Mappings.problems(spec)).isEmpty();
  }

  @Test
  void everyMappingSurvivesTheWayToAnExecutor() throws Exception {
    for (MappingSpec spec : FuzzMappings.all().values()) {
      assertThat(Mappings.problems(spec)).isEmpty();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(spec);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(spec);
      }
    }
  }

  @Test
  void namesEveryContradictionAtOnce() {
    MappingSpec base = Mappings.defaults();
    Map<Field, FieldRule> fields = new EnumMap<>(base.fields());
    List<JsonPath> none = List.of();
    List<JsonPath> some = List.of(JsonPath.key("x"));
    fields.remove(Field.PAGE);
    fields.put(Field.USER_ID, new FieldRule(none, Map.of(), false, Privacy.DROP));
    fields.put(Field.EVENT_TYPE, new FieldRule(some, Map.of("a", " "), false, Privacy.KEEP));
    fields.put(Field.AMOUNT, new FieldRule(some, Map.of("a", "b"), true, Privacy.HASH));
    MappingSpec spec =
        new MappingSpec(
            fields,
            new TimeFormat.Pattern("yyyy-MM-dd", ZoneId.of("UTC")),
            List.of(Field.EVENT_ID, Field.ITEM_ID, Field.ITEM_ID),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(Mappings.problems(spec))
        .contains(
            "page: has no rule",
            "user-id: is required and has no JSON path",
            "user-id: is required and cannot be dropped",
            "event-type: is required, a value cannot be translated to blank",
            "amount: is no text and cannot be hashed",
            "amount: is no text, its values cannot be translated",
            "amount: is no text, accept-numbers does not apply",
            "event-id: cannot be composed of itself",
            "event-id: is composed of one field twice",
            "a value is to be hashed, and there is no hash key")
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("time pattern 'yyyy-MM-dd' does not give a date and a time"))
        .hasSize(11);
  }
}
