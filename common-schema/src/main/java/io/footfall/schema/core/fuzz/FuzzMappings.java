package io.footfall.schema.core.fuzz;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Mappings;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mappings that between them use every feature, over the keys of {@link SampleEvents}. */
public final class FuzzMappings {
  private FuzzMappings() {}

  /** Name to mapping. */
  public static Map<String, MappingSpec> all() {
    Map<String, MappingSpec> all = new LinkedHashMap<>();
    all.put("default", Mappings.defaults());
    all.put("rich", rich());
    all.put("epoch", epoch());
    return all;
  }

  private static MappingSpec rich() {
    MappingSpec base = Mappings.defaults();
    Map<Field, FieldRule> fields = new EnumMap<>(base.fields());
    fields.put(
        Field.USER_ID,
        rule(Map.of(), true, Privacy.HASH, "$.user.id", "userId", "$.user.account.id"));
    fields.put(
        Field.EVENT_TYPE,
        rule(Map.of("purchase", "payment"), false, Privacy.KEEP, "eventType", "type"));
    fields.put(Field.DEVICE, rule(Map.of(), false, Privacy.DROP, "device", "$.user.device"));
    fields.put(Field.CHANNEL, rule(Map.of(), true, Privacy.KEEP, "channel", "$.user", "page"));
    fields.put(Field.AMOUNT, rule(Map.of(), false, Privacy.KEEP, "amount", "$.user.spent"));
    return new MappingSpec(
        fields,
        new TimeFormat.Iso8601(),
        List.of(Field.USER_ID, Field.EVENT_TIME, Field.ITEM_ID, Field.AMOUNT),
        Map.of(
            JsonPath.parse("$.user.email"), Privacy.DROP,
            JsonPath.parse("$.user.account"), Privacy.HASH,
            JsonPath.key("note"), Privacy.HASH,
            JsonPath.key("secret"), Privacy.DROP),
        Optional.of(new HashKey("fuzz".getBytes(StandardCharsets.UTF_8))),
        base.maxAhead(),
        base.maxAge());
  }

  private static MappingSpec epoch() {
    MappingSpec base = Mappings.defaults();
    Map<Field, FieldRule> fields = new EnumMap<>(base.fields());
    fields.put(Field.EVENT_TIME, rule(Map.of(), false, Privacy.KEEP, "ts", "eventTime"));
    return new MappingSpec(
        fields,
        new TimeFormat.Epoch(TimeFormat.Unit.MILLIS),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static FieldRule rule(
      Map<String, String> translate, boolean numbers, Privacy privacy, String... candidates) {
    List<JsonPath> paths = List.of(candidates).stream().map(JsonPath::parse).toList();
    return new FieldRule(paths, translate, numbers, privacy);
  }
}
