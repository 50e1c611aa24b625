package io.footfall.schema.core.config;

import io.footfall.schema.core.config.ConfigLoader.EffectiveValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in force and where it came from, for people. */
final class EffectiveValues {
  private static final String NOT_SET = "(not set)";

  private EffectiveValues() {}

  /** Footfall's own keys in the order of the reference, then what is passed on, sorted. */
  static List<EffectiveValue> of(Values values, FootfallConfig config) {
    Map<String, String> computed =
        Map.of(
            Options.DATA_DIR.key(), values.get(Options.DATA_DIR),
            Options.WAREHOUSE.key(), config.warehouse(),
            Options.CHECKPOINTS.key(), config.checkpointRoot());
    Map<String, Given> passedOn = new TreeMap<>();
    values.all().forEach(given -> passedOn.put(given.key(), given));
    List<EffectiveValue> result = new ArrayList<>();
    for (Options.Section section : Options.sections()) {
      for (Option<?> option : section.options()) {
        Optional<Given> given = values.given(option);
        String shown = given.map(Given::shown).orElse(NOT_SET);
        boolean masked = given.filter(Given::isSecret).isPresent();
        result.add(
            new EffectiveValue(
                option.key(),
                masked ? shown : computed.getOrDefault(option.key(), shown),
                given.map(Given::place).orElse(Given.DEFAULT)));
        passedOn.remove(option.key());
      }
    }
    passedOn.forEach(
        (key, given) -> result.add(new EffectiveValue(key, given.shown(), given.place())));
    return List.copyOf(result);
  }
}
