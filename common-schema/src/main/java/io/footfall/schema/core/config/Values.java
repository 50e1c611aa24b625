package io.footfall.schema.core.config;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All layers merged, read by option. A bad value is noted and its default taken in its place. */
final class Values {
  private final Map<String, Given> merged = new LinkedHashMap<>();
  private final Findings findings;

  /**
   * @param layers the later wins
   */
  Values(List<Layer> layers, Findings findings) {
    this.findings = findings;
    for (Layer layer : layers) {
      layer.given().values().forEach(this::put);
    }
  }

  private void put(Given given) {
    String key = given.key();
    if (given.place().startsWith("environment ") && key.startsWith("spark.")) {
      // A variable cannot say which letters are capital; a key that a file has can.
      key = merged.keySet().stream().filter(key::equalsIgnoreCase).findFirst().orElse(key);
    }
    merged.put(key, new Given(key, given.value(), given.place(), given.fromSecretsFile()));
  }

  Collection<Given> all() {
    return List.copyOf(merged.values());
  }

  Optional<Given> given(Option<?> option) {
    return Optional.ofNullable(merged.get(option.key()));
  }

  /** True when somebody set it. */
  boolean isSet(Option<?> option) {
    return given(option).filter(given -> !given.isDefault()).isPresent();
  }

  /** Key, value and place for a message. */
  String subject(Option<?> option) {
    return given(option).map(Given::subject).orElse(option.key());
  }

  /** The value of an option that has a default. */
  <T> T get(Option<T> option) {
    return find(option).orElseGet(() -> fallback(option));
  }

  /** The value of an option, empty where it is absent or bad. */
  <T> Optional<T> find(Option<T> option) {
    return given(option).flatMap(given -> read(option, given));
  }

  private <T> Optional<T> read(Option<T> option, Given given) {
    try {
      return Optional.of(option.type().read(given.value()));
    } catch (BadValueException e) {
      // What is wrong may quote the value.
      String what = given.isSecret() ? "not a valid " + option.type().name() : e.what();
      findings.problem(given, what, e.remedy());
      return Optional.empty();
    }
  }

  private static <T> T fallback(Option<T> option) {
    try {
      String hocon = option.fallback().orElseThrow();
      return option.type().read(ConfigFactory.parseString("v = " + hocon).root().get("v"));
    } catch (BadValueException e) {
      throw new IllegalStateException("the default of " + option.key() + " is not valid", e);
    }
  }

  /** The keys under a prefix that are passed on as text, with the prefix. */
  Map<String, String> passedOn(String prefix) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Given given : new ArrayList<>(merged.values())) {
      if (given.key().startsWith(prefix)) {
        try {
          settings.put(given.key(), Types.joined(given.value()));
        } catch (BadValueException e) {
          findings.problem(given, e.what(), e.remedy());
        }
      }
    }
    return settings;
  }
}
