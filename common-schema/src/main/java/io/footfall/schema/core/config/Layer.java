package io.footfall.schema.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.footfall.schema.core.event.Field;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one source gives (defaults, a file, the environment, the command line): a flat map from full
 * key to value, so that layers merge key by key however each was written.
 */
final class Layer {
  static final Set<String> ROOTS = Set.of("footfall", "kafka", "spark");

  private final Map<String, Given> given = new LinkedHashMap<>();
  private final Map<String, Option<?>> options = Options.byKey();
  private final Findings findings;

  Layer(Findings findings) {
    this.findings = findings;
  }

  Map<String, Given> given() {
    return given;
  }

  /** Adds a whole file; a value's place is where it was read. */
  void addFile(Path file, ConfigObject root) {
    root.forEach((key, value) -> add(key, value, origin -> Substitutes.place(origin, file), false));
  }

  /**
   * Adds one key, or a group of keys where {@code value} is an object.
   *
   * @param place where it was given
   */
  void add(String key, ConfigValue value, String place) {
    add(key, value, origin -> place, true);
  }

  private void add(
      String key, ConfigValue value, Function<ConfigOrigin, String> place, boolean mustBeKnown) {
    String root = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    if (value.valueType() == ConfigValueType.NULL || Substitutes.isOne(key, value)) {
      return; // Null is HOCON's way to take a setting back.
    }
    if (!ROOTS.contains(root)) {
      unknownRoot(key, root, place.apply(value.origin()), mustBeKnown);
    } else if (isLeaf(key, value)) {
      String full = isShortMapping(key, value) ? key + ".from" : key;
      put(Given.of(full, value, place.apply(value.origin())));
    } else {
      ((ConfigObject) value)
          .forEach((name, inner) -> add(key + "." + name, inner, place, mustBeKnown));
    }
  }

  private boolean isLeaf(String key, ConfigValue value) {
    return options.containsKey(key) || value.valueType() != ConfigValueType.OBJECT;
  }

  private static boolean isShortMapping(String key, ConfigValue value) {
    return value.valueType() != ConfigValueType.OBJECT && MappingOptions.isField(key);
  }

  /** Adds a key that is known to be right in kind. */
  void putSecret(Given secret) {
    given.put(secret.key(), secret);
  }

  private void put(Given value) {
    boolean ours = value.key().startsWith("footfall.") || ROOTS.contains(value.key());
    if (ours && !options.containsKey(value.key())) {
      unknown(value);
      return;
    }
    // One key may stand in a file as a line of its own and in a block: the later line counts.
    given.merge(
        value.key(),
        value,
        (old, now) ->
            now.value().origin().lineNumber() >= old.value().origin().lineNumber() ? now : old);
  }

  private void unknown(Given value) {
    String group = value.key() + ".";
    Optional<String> inGroup =
        options.keySet().stream().filter(key -> key.startsWith(group)).findFirst();
    String subject = "%s (%s)".formatted(value.key(), value.place());
    if (inGroup.isPresent()) {
      findings.problem(subject, "a group of keys, not a key", "set e.g. " + inGroup.get());
    } else {
      findings.problem(subject, "unknown key", remedy(value.key(), options.keySet()));
    }
  }

  /** What to do about a {@code footfall.} key that does not exist. */
  static String remedy(String key, Collection<String> known) {
    Map<String, String> byName = new TreeMap<>();
    known.forEach(name -> byName.put(name.replaceFirst("^footfall\\.", ""), name));
    for (Field field : Field.values()) {
      String name = MappingOptions.PREFIX + field.configName();
      byName.put(name.substring("footfall.".length()), name);
    }
    return Suggestions.nearest(key.replaceFirst("^footfall\\.", ""), byName.keySet())
        .map(name -> Suggestions.didYouMean(byName.get(name)))
        .orElse("remove it; docs/configuration.md lists the keys");
  }

  private void unknownRoot(String key, String root, String place, boolean mustBeKnown) {
    Optional<String> near = Suggestions.nearest(root, List.copyOf(ROOTS));
    if (near.isPresent()) {
      String meant = near.get() + key.substring(root.length());
      findings.problem(
          "%s (%s)".formatted(key, place), "unknown key", Suggestions.didYouMean(meant));
    } else if (mustBeKnown) {
      findings.problem(
          "%s (%s)".formatted(key, place), "unknown key", "begin it with footfall, kafka or spark");
    } else {
      findings.warning(
          "%s (%s) is not a key of Footfall; it counts only where ${%s} refers to it"
              .formatted(key, place, key));
    }
  }
}
