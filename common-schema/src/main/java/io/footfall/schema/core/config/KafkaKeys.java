package io.footfall.schema.core.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which {@code kafka.*} keys make sense. */
final class KafkaKeys {
  static final String PREFIX = "kafka.";

  private static final String BYTES =
      "remove it: records are read as bytes, footfall.mapping says how they become events";
  private static final Map<String, String> REFUSED =
      Map.of(
          "kafka.auto.offset.reset", "use footfall.source.starting-offsets",
          "kafka.key.deserializer", BYTES,
          "kafka.value.deserializer", BYTES,
          "kafka.key.serializer", BYTES,
          "kafka.value.serializer", BYTES,
          "kafka.enable.auto.commit",
              "remove it: offsets are published to kafka.group.id after each batch's commit",
          "kafka.interceptor.classes",
              "remove it: an interceptor could change records unseen; use footfall.mapping");

  private KafkaKeys() {}

  static String refused() {
    return REFUSED.keySet().stream()
        .sorted()
        .map(key -> "`" + key + "`")
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses what Spark's source does not take, warns of what Kafka's clients do not know.
   *
   * @param clientNames names that Kafka's clients know, without prefix; empty: no warnings
   */
  static void check(Collection<Given> all, Set<String> clientNames, Findings findings) {
    Set<String> known = new HashSet<>();
    clientNames.forEach(name -> known.add(PREFIX + name));
    known.removeAll(REFUSED.keySet());
    Options.byKey().keySet().stream().filter(key -> key.startsWith(PREFIX)).forEach(known::add);
    for (Given given : all) {
      String remedy = REFUSED.get(given.key());
      if (remedy != null) {
        findings.problem(given, "not for a Footfall source", remedy);
      } else if (isUnknown(given.key(), known, clientNames)) {
        findings.warning(
            "%s (%s) is no setting of Kafka's clients; it is passed on as it is%s"
                .formatted(given.key(), given.place(), didYouMean(given.key(), known)));
      }
    }
  }

  private static boolean isUnknown(String key, Set<String> known, Set<String> clientNames) {
    return key.startsWith(PREFIX) && !clientNames.isEmpty() && !known.contains(key);
  }

  private static String didYouMean(String key, Set<String> known) {
    Map<String, String> byName = new TreeMap<>();
    known.forEach(name -> byName.put(name.substring(PREFIX.length()), name));
    return Suggestions.nearest(key.substring(PREFIX.length()), byName.keySet())
        .map(name -> "; did you mean " + byName.get(name) + "?")
        .orElse("");
  }
}
