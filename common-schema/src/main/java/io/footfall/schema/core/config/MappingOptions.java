package io.footfall.schema.core.config;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.Privacy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys under {@code footfall.mapping}. */
final class MappingOptions {
  static final String PREFIX = "footfall.mapping.";
  static final String PATTERN = "pattern";

  static final String INTRO =
      """
      `<field>` is one of the fields below. A bare name is a top-level key of the JSON as it stands, dots
      included; `$.user.id` descends into objects; `$['user.id'].x` quotes a key. With several
      paths, the first that is present wins. `<field> = path` is short for `<field> { from = path }`.
      `from = []` says that the topic does not have the field. Unmapped keys of the JSON end in the
      column `properties`.
      """;

  static final Option<List<Field>> COMPOSE =
      Option.of(
          PREFIX + "event-id.compose",
          MappingTypes.fieldsBut(Field.EVENT_ID),
          "[]",
          "Fields to build `event_id` from where the record has none, e.g."
              + " `[user-id, event-type, event-time]`.");
  static final Option<String> TIME_FORMAT =
      Option.of(
          PREFIX + "event-time.format",
          Types.choice(List.of("iso-8601", "epoch-s", "epoch-ms", "epoch-us", "epoch-ns", PATTERN)),
          "iso-8601",
          "How event time is written. `iso-8601` needs an offset or `Z`.");
  static final Option<String> TIME_PATTERN =
      Option.optional(
          PREFIX + "event-time.pattern",
          Types.text(),
          "none",
          "With `format = pattern`: as Java's `DateTimeFormatter` takes it, e.g."
              + " `dd.MM.uuuu HH:mm:ss`.");
  static final Option<ZoneId> TIME_ZONE =
      Option.of(
          PREFIX + "event-time.zone",
          Types.zone(),
          "UTC",
          "With `format = pattern`: the zone of times that do not name one.");
  static final Option<List<JsonPath>> DROP =
      Option.of(
          PREFIX + "properties.drop",
          MappingTypes.paths(),
          "[]",
          "Unmapped keys that must not reach a table.");
  static final Option<List<JsonPath>> HASH =
      Option.of(
          PREFIX + "properties.hash",
          MappingTypes.paths(),
          "[]",
          "Unmapped keys whose value is replaced by its keyed hash.");

  private MappingOptions() {}

  static Option<List<JsonPath>> from(Field field) {
    return Option.of(
            key(field, "from"),
            MappingTypes.paths(),
            field.jsonName(),
            "Where the field is found in the JSON.")
        .shownAs(PREFIX + "<field>.from", "see below");
  }

  /** For text fields only. */
  static Option<Map<String, String>> translate(Field field) {
    return Option.of(
            key(field, "translate"),
            MappingTypes.translation(),
            "{}",
            "Text fields: value in the topic to canonical value, e.g. `{ purchase = payment }`. A value"
                + " that is not listed stays as it is.")
        .shownAs(PREFIX + "<field>.translate", "`{}`");
  }

  /** For text fields only. */
  static Option<Boolean> acceptNumbers(Field field) {
    return Option.of(
            key(field, "accept-numbers"),
            Types.bool(),
            "false",
            "Text fields: take a JSON number too, as the digits it was written with.")
        .shownAs(PREFIX + "<field>.accept-numbers", "`false`");
  }

  static Option<Privacy> privacy(Field field) {
    return Option.of(
            key(field, "privacy"),
            MappingTypes.privacy(field),
            "keep",
            "`drop`: the value reaches no table (optional fields). `hash`: only its HMAC-SHA-256 does"
                + " (text fields).")
        .shownAs(PREFIX + "<field>.privacy", "`keep`");
  }

  static List<Option<?>> all() {
    List<Option<?>> options = new ArrayList<>();
    for (Field field : Field.values()) {
      options.add(from(field));
      if (field.isText()) {
        options.add(translate(field));
        options.add(acceptNumbers(field));
      }
      options.add(privacy(field));
    }
    options.addAll(List.of(COMPOSE, TIME_FORMAT, TIME_PATTERN, TIME_ZONE, DROP, HASH));
    return List.copyOf(options);
  }

  /** True for {@code footfall.mapping.<field>}, which may be short for its {@code from}. */
  static boolean isField(String key) {
    for (Field field : Field.values()) {
      if (key.equals(PREFIX + field.configName())) {
        return true;
      }
    }
    return false;
  }

  private static String key(Field field, String setting) {
    return PREFIX + field.configName() + "." + setting;
  }
}
