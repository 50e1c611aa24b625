package io.footfall.schema.core.mapping;

import io.footfall.schema.core.event.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mapping in force where nothing is configured, and what can be wrong with another. */
public final class Mappings {
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);
  private static final Duration MAX_AGE = Duration.ofDays(30);

  private Mappings() {}

  /** Canonical names in camelCase, ISO-8601 times, 5 minutes ahead, 30 days back. */
  public static MappingSpec defaults() {
    Map<Field, FieldRule> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, FieldRule.from(JsonPath.key(field.jsonName())));
    }
    return new MappingSpec(
        fields,
        new TimeFormat.Iso8601(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.of(MAX_AHEAD),
        Optional.of(MAX_AGE));
  }

  /** Every way in which a mapping contradicts itself, each a phrase for people; empty when none. */
  public static List<String> problems(MappingSpec spec) {
    List<String> problems = new ArrayList<>();
    for (Field field : Field.values()) {
      FieldRule rule = spec.fields().get(field);
      if (rule == null) {
        problems.add(field.configName() + ": has no rule");
      } else {
        fieldProblems(field, rule, spec, problems);
      }
    }
    composeProblems(spec.composeEventId(), problems);
    if (hashes(spec) && spec.hashKey().isEmpty()) {
      problems.add("a value is to be hashed, and there is no hash key");
    }
    spec.hashKey()
        .filter(key -> key.bytes().length == 0)
        .ifPresent(key -> problems.add("the hash key is empty"));
    timeProblem(spec.timeFormat()).ifPresent(problems::add);
    return List.copyOf(problems);
  }

  private static void fieldProblems(
      Field field, FieldRule rule, MappingSpec spec, List<String> problems) {
    String name = field.configName() + ": ";
    boolean composed = field == Field.EVENT_ID && !spec.composeEventId().isEmpty();
    if (field.required() && rule.candidates().isEmpty() && !composed) {
      problems.add(name + "is required and has no JSON path");
    }
    if (field.required() && rule.privacy() == Privacy.DROP) {
      problems.add(name + "is required and cannot be dropped");
    }
    if (!field.isText() && rule.privacy() == Privacy.HASH) {
      problems.add(name + "is no text and cannot be hashed");
    }
    if (!field.isText() && !rule.translate().isEmpty()) {
      problems.add(name + "is no text, its values cannot be translated");
    }
    if (!field.isText() && rule.acceptNumbers()) {
      problems.add(name + "is no text, accept-numbers does not apply");
    }
    if (field.required() && rule.translate().values().stream().anyMatch(String::isBlank)) {
      problems.add(name + "is required, a value cannot be translated to blank");
    }
  }

  private static void composeProblems(List<Field> compose, List<String> problems) {
    if (compose.contains(Field.EVENT_ID)) {
      problems.add("event-id: cannot be composed of itself");
    }
    if (compose.stream().distinct().count() != compose.size()) {
      problems.add("event-id: is composed of one field twice");
    }
  }

  private static boolean hashes(MappingSpec spec) {
    return spec.properties().containsValue(Privacy.HASH)
        || spec.fields().values().stream().anyMatch(rule -> rule.privacy() == Privacy.HASH);
  }

  private static Optional<String> timeProblem(TimeFormat format) {
    if (!(format instanceof TimeFormat.Pattern pattern)) {
      return Optional.empty();
    }
    try {
      pattern.verify();
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of(
          "time pattern '%s' does not give a date and a time: %s"
              .formatted(pattern.pattern(), e.getMessage()));
    }
  }
}
