package io.footfall.runtime.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings that a checkpoint's states were made with.
 *
 * @param values by full key, as people write them
 */
public record FrozenSettings(Map<String, String> values) {
  public FrozenSettings {
    values = Map.copyOf(values);
  }

  /**
   * Compares.
   *
   * @param now what is configured
   * @throws io.footfall.schema.core.error.FootfallException naming each setting that differs
   */
  public void require(FrozenSettings now, String checkpoint) {
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(now.values.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      Optional<String> before = Optional.ofNullable(values.get(key));
      Optional<String> configured = Optional.ofNullable(now.values.get(key));
      if (!before.equals(configured)) {
        differences.add(
            "%s was %s and is %s"
                .formatted(key, before.orElse("not set"), configured.orElse("not set")));
      }
    }
    if (!differences.isEmpty()) {
      throw RuntimeErrors.frozenSettings(checkpoint, String.join("; ", differences));
    }
  }

  /** Those of some keys. */
  public FrozenSettings only(Set<String> keys) {
    Map<String, String> some = new TreeMap<>(values);
    some.keySet().retainAll(keys);
    return new FrozenSettings(some);
  }

  /** One line per setting, sorted. */
  public String render() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** Reads what {@link #render} wrote. */
  public static FrozenSettings parse(String text) {
    Map<String, String> values = new TreeMap<>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line -> {
              int at = line.indexOf('=');
              values.put(line.substring(0, at), line.substring(at + 1));
            });
    return new FrozenSettings(values);
  }
}
