package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a mapping, for tests. */
final class Specs {
  static final String KEY = "test key";

  private final Map<Field, FieldRule> fields = new EnumMap<>(Field.class);
  private final Map<JsonPath, Privacy> properties = new HashMap<>();
  private TimeFormat times;
  private List<Field> compose;
  private Optional<HashKey> key;
  private Optional<Duration> maxAhead;
  private Optional<Duration> maxAge;

  private Specs(MappingSpec base) {
    fields.putAll(base.fields());
    properties.putAll(base.properties());
    times = base.timeFormat();
    compose = base.composeEventId();
    key = base.hashKey();
    maxAhead = base.maxAhead();
    maxAge = base.maxAge();
  }

  static Specs edit(MappingSpec base) {
    return new Specs(base);
  }

  static FieldRule paths(String... paths) {
    return FieldRule.from(List.of(paths).stream().map(JsonPath::parse).toArray(JsonPath[]::new));
  }

  static FieldRule privately(Privacy privacy, String... paths) {
    return new FieldRule(paths(paths).candidates(), Map.of(), false, privacy);
  }

  Specs field(Field field, FieldRule rule) {
    fields.put(field, rule);
    return this;
  }

  Specs property(String path, Privacy privacy) {
    properties.put(JsonPath.parse(path), privacy);
    return this;
  }

  Specs times(TimeFormat format) {
    times = format;
    return this;
  }

  Specs compose(Field... parts) {
    compose = List.of(parts);
    return this;
  }

  Specs keyed() {
    key = Optional.of(new HashKey(KEY.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  Specs unbounded() {
    maxAhead = Optional.empty();
    maxAge = Optional.empty();
    return this;
  }

  MappingSpec done() {
    return new MappingSpec(fields, times, compose, properties, key, maxAhead, maxAge);
  }
}
