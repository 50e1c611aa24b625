package io.footfall.schema.core.config;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds the mapping, with the checks that concern more than one key. */
final class MappingReader {
  private final Values values;
  private final Findings findings;

  MappingReader(Values values, Findings findings) {
    this.values = values;
    this.findings = findings;
  }

  MappingSpec read(Optional<HashKey> hashKey) {
    Map<Field, FieldRule> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, rule(field));
    }
    MappingSpec spec =
        new MappingSpec(
            fields,
            timeFormat(),
            values.get(MappingOptions.COMPOSE),
            properties(fields),
            hashKey,
            values.get(Options.MAX_AHEAD),
            values.get(Options.MAX_AGE));
    checkRequired(spec);
    checkHashKey(spec);
    return spec;
  }

  private FieldRule rule(Field field) {
    return new FieldRule(
        values.get(MappingOptions.from(field)),
        field.isText() ? values.get(MappingOptions.translate(field)) : Map.of(),
        field.isText() && values.get(MappingOptions.acceptNumbers(field)),
        values.get(MappingOptions.privacy(field)));
  }

  private Map<JsonPath, Privacy> properties(Map<Field, FieldRule> fields) {
    Map<JsonPath, Privacy> rules = new LinkedHashMap<>();
    for (JsonPath path : values.get(MappingOptions.DROP)) {
      checkUnmapped(MappingOptions.DROP, path, fields);
      rules.put(path, Privacy.DROP);
    }
    for (JsonPath path : values.get(MappingOptions.HASH)) {
      checkUnmapped(MappingOptions.HASH, path, fields);
      if (rules.put(path, Privacy.HASH) != null) {
        findings.problem(
            values.subject(MappingOptions.HASH),
            path + " is also dropped",
            "list it under drop or under hash");
      }
    }
    return rules;
  }

  private void checkUnmapped(
      Option<List<JsonPath>> option, JsonPath path, Map<Field, FieldRule> fields) {
    fields.forEach(
        (field, rule) -> {
          if (rule.candidates().contains(path)) {
            findings.problem(
                values.subject(option),
                "%s is mapped to %s".formatted(path, field.configName()),
                "use " + MappingOptions.privacy(field).key());
          }
        });
  }

  private void checkRequired(MappingSpec spec) {
    spec.fields()
        .forEach(
            (field, rule) -> {
              boolean composed = field == Field.EVENT_ID && !spec.composeEventId().isEmpty();
              if (field.required() && rule.candidates().isEmpty() && !composed) {
                findings.problem(
                    values.subject(MappingOptions.from(field)),
                    "a required field without a path",
                    field == Field.EVENT_ID
                        ? "name one, or set " + MappingOptions.COMPOSE.key()
                        : "name one");
              }
            });
  }

  private void checkHashKey(MappingSpec spec) {
    boolean tried = values.isSet(Options.HASH_KEY) || values.isSet(Options.HASH_KEY_FILE);
    if (spec.hashKey().isPresent() || tried) {
      return; // What is wrong with the key is told already.
    }
    List<String> hashing = new ArrayList<>();
    for (Field field : Field.values()) {
      if (spec.fields().get(field).privacy() == Privacy.HASH) {
        hashing.add(values.subject(MappingOptions.privacy(field)));
      }
    }
    if (spec.properties().containsValue(Privacy.HASH)) {
      hashing.add(values.subject(MappingOptions.HASH));
    }
    if (!hashing.isEmpty()) {
      findings.problem(
          String.join(", ", hashing),
          "hashing needs a key",
          "set %s to a file of at least 16 bytes, or %s"
              .formatted(
                  Options.HASH_KEY_FILE.key(), Environment.variable(Options.HASH_KEY.key())));
    }
  }

  private TimeFormat timeFormat() {
    String format = values.get(MappingOptions.TIME_FORMAT);
    Optional<String> pattern = values.find(MappingOptions.TIME_PATTERN);
    ZoneId zone = values.get(MappingOptions.TIME_ZONE);
    if (format.equals(MappingOptions.PATTERN)) {
      return pattern(pattern, zone);
    }
    for (Option<?> option : List.of(MappingOptions.TIME_PATTERN, MappingOptions.TIME_ZONE)) {
      if (values.isSet(option)) {
        findings.problem(
            values.subject(option),
            "has no effect with format = " + format,
            "set " + MappingOptions.TIME_FORMAT.key() + " = pattern, or remove it");
      }
    }
    return switch (format) {
      case "epoch-s" -> new TimeFormat.Epoch(TimeFormat.Unit.SECONDS);
      case "epoch-ms" -> new TimeFormat.Epoch(TimeFormat.Unit.MILLIS);
      case "epoch-us" -> new TimeFormat.Epoch(TimeFormat.Unit.MICROS);
      case "epoch-ns" -> new TimeFormat.Epoch(TimeFormat.Unit.NANOS);
      default -> new TimeFormat.Iso8601();
    };
  }

  private TimeFormat pattern(Optional<String> pattern, ZoneId zone) {
    if (pattern.isEmpty()) {
      findings.problem(
          values.subject(MappingOptions.TIME_FORMAT),
          "needs a pattern",
          "set " + MappingOptions.TIME_PATTERN.key());
      return new TimeFormat.Iso8601();
    }
    if (!readsDateAndTime(pattern.get())) {
      findings.problem(
          values.subject(MappingOptions.TIME_PATTERN),
          "not a pattern that gives a date and a time",
          "write e.g. dd.MM.uuuu HH:mm:ss");
    }
    return new TimeFormat.Pattern(pattern.get(), zone);
  }

  /** Tries the pattern on a time, there and back. */
  private static boolean readsDateAndTime(String pattern) {
    try {
      DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      ZonedDateTime sample = ZonedDateTime.of(2026, 3, 14, 15, 9, 26, 0, ZoneOffset.UTC);
      TemporalAccessor back = formatter.parse(formatter.format(sample));
      return back.query(TemporalQueries.localDate()) != null
          && back.query(TemporalQueries.localTime()) != null;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false; // The caller says so.
    }
  }
}
