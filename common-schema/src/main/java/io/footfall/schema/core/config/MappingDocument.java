package io.footfall.schema.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A mapping as text that is kept beside a checkpoint, so that a batch is finished with the mapping
 * it began with. Canonical JSON: equal mappings give equal texts. Of the hash key it holds a
 * fingerprint only, and that only where something is hashed.
 */
public final class MappingDocument {
  private static final int VERSION = 1;
  private static final int FINGERPRINT_DIGITS = 16;

  private MappingDocument() {}

  /** The mapping and the bounds of validation on one line. */
  public static String render(MappingSpec spec) {
    Map<String, Object> root = new TreeMap<>();
    root.put("version", VERSION);
    Map<String, Object> fields = new TreeMap<>();
    spec.fields().forEach((field, rule) -> fields.put(field.columnName(), rule(rule)));
    root.put("fields", fields);
    root.put("timeFormat", timeFormat(spec.timeFormat()));
    root.put("composeEventId", spec.composeEventId().stream().map(Field::columnName).toList());
    root.put(
        "properties",
        spec.properties().entrySet().stream()
            .sorted(Comparator.comparing(entry -> String.join("\0", entry.getKey().segments())))
            .map(
                entry ->
                    Map.of("path", entry.getKey().segments(), "privacy", entry.getValue().name()))
            .toList());
    spec.maxAhead().ifPresent(bound -> root.put("maxAhead", bound.toString()));
    spec.maxAge().ifPresent(bound -> root.put("maxAge", bound.toString()));
    if (hashes(spec)) {
      root.put("hashKey", fingerprint(spec.hashKey().orElseThrow()));
    }
    return ConfigValueFactory.fromMap(root).render(ConfigRenderOptions.concise());
  }

  private static Map<String, Object> rule(FieldRule rule) {
    return Map.of(
        "from", rule.candidates().stream().map(JsonPath::segments).toList(),
        "translate", rule.translate(),
        "acceptNumbers", rule.acceptNumbers(),
        "privacy", rule.privacy().name());
  }

  private static Map<String, Object> timeFormat(TimeFormat format) {
    if (format instanceof TimeFormat.Epoch epoch) {
      return Map.of("type", "epoch", "unit", epoch.unit().name());
    }
    if (format instanceof TimeFormat.Pattern pattern) {
      return Map.of(
          "type", "pattern", "pattern", pattern.pattern(), "zone", pattern.zone().getId());
    }
    return Map.of("type", "iso-8601");
  }

  /**
   * Reads what {@link #render} wrote: {@code parse(render(spec), spec.hashKey())} equals {@code
   * spec}.
   *
   * @param hashKey the configured key; it becomes the key of the mapping
   * @throws io.footfall.schema.core.error.FootfallException USER when the mapping hashes and the
   *     key is missing or another one; INTERNAL when the text is damaged or of a newer version
   */
  public static MappingSpec parse(String text, Optional<HashKey> hashKey) {
    try {
      ConfigParseOptions json = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);
      Config root = ConfigFactory.parseString(text, json);
      if (root.getInt("version") != VERSION) {
        throw ConfigErrors.brokenMappingDocument(
            "it is of version " + root.getInt("version") + ", known is " + VERSION, null);
      }
      MappingSpec spec = spec(root, hashKey);
      if (root.hasPath("hashKey")) {
        checkKey(root.getString("hashKey"), hashKey);
      }
      return spec;
    } catch (ConfigException | DateTimeException | IllegalArgumentException e) {
      throw ConfigErrors.brokenMappingDocument(e.getMessage(), e);
    }
  }

  private static MappingSpec spec(Config root, Optional<HashKey> hashKey) {
    Map<Field, FieldRule> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      fields.put(field, rule(root.getConfig("fields." + field.columnName())));
    }
    Map<JsonPath, Privacy> properties = new LinkedHashMap<>();
    for (Config entry : root.getConfigList("properties")) {
      properties.put(
          new JsonPath(entry.getStringList("path")), entry.getEnum(Privacy.class, "privacy"));
    }
    return new MappingSpec(
        fields,
        timeFormat(root.getConfig("timeFormat")),
        root.getStringList("composeEventId").stream().map(MappingDocument::field).toList(),
        properties,
        hashKey,
        bound(root, "maxAhead"),
        bound(root, "maxAge"));
  }

  private static FieldRule rule(Config rule) {
    Map<String, String> translate = new LinkedHashMap<>();
    for (Map.Entry<String, ConfigValue> entry : rule.getObject("translate").entrySet()) {
      translate.put(entry.getKey(), (String) entry.getValue().unwrapped());
    }
    List<JsonPath> candidates =
        rule.getList("from").stream().map(path -> path(path.atKey("path"))).toList();
    return new FieldRule(
        candidates,
        translate,
        rule.getBoolean("acceptNumbers"),
        rule.getEnum(Privacy.class, "privacy"));
  }

  private static JsonPath path(Config holder) {
    return new JsonPath(holder.getStringList("path"));
  }

  private static TimeFormat timeFormat(Config format) {
    return switch (format.getString("type")) {
      case "iso-8601" -> new TimeFormat.Iso8601();
      case "epoch" -> new TimeFormat.Epoch(format.getEnum(TimeFormat.Unit.class, "unit"));
      case "pattern" ->
          new TimeFormat.Pattern(format.getString("pattern"), ZoneId.of(format.getString("zone")));
      default -> throw new IllegalArgumentException("unknown time format");
    };
  }

  private static Field field(String column) {
    for (Field field : Field.values()) {
      if (field.columnName().equals(column)) {
        return field;
      }
    }
    throw new IllegalArgumentException("unknown field " + column);
  }

  private static Optional<Duration> bound(Config root, String key) {
    return root.hasPath(key) ? Optional.of(Duration.parse(root.getString(key))) : Optional.empty();
  }

  private static boolean hashes(MappingSpec spec) {
    return spec.properties().containsValue(Privacy.HASH)
        || spec.fields().values().stream().anyMatch(rule -> rule.privacy() == Privacy.HASH);
  }

  private static void checkKey(String stored, Optional<HashKey> hashKey) {
    if (hashKey.isEmpty()) {
      throw ConfigErrors.otherHashKey(stored, "no key is configured");
    }
    String given = fingerprint(hashKey.get());
    if (!given.equals(stored)) {
      throw ConfigErrors.otherHashKey(stored, "the configured key has " + given);
    }
  }

  private static String fingerprint(HashKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      byte[] digest = mac.doFinal("footfall".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
