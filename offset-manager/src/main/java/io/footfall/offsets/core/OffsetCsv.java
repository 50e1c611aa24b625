package io.footfall.offsets.core;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Offsets as the lines that {@code kafka-consumer-groups.sh --reset-offsets --from-file} reads and
 * {@code --export} writes for one group: {@code topic,partition,offset}, no heading.
 */
public final class OffsetCsv {
  private static final Pattern LINE =
      Pattern.compile("\"?([A-Za-z0-9._-]{1,249})\"?,(\\d{1,9}),(\\d{1,18})");

  private OffsetCsv() {}

  /** One line each, with its end. */
  public static String write(Map<KafkaPartition, Long> offsets) {
    return new TreeMap<>(offsets)
        .entrySet().stream()
            .map(
                entry ->
                    "%s,%d,%d\n"
                        .formatted(
                            entry.getKey().topic(), entry.getKey().number(), entry.getValue()))
            .collect(Collectors.joining());
  }

  /**
   * Reads.
   *
   * @param file where it stood, for messages
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming the first bad
   *     line
   */
  public static SortedMap<KafkaPartition, Long> read(String file, String text) {
    SortedMap<KafkaPartition, Long> offsets = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw OffsetErrors.badCsv(file, number, "it is not topic,partition,offset");
      }
      KafkaPartition partition =
          new KafkaPartition(matcher.group(1), Integer.parseInt(matcher.group(2)));
      if (offsets.put(partition, Long.parseLong(matcher.group(3))) != null) {
        throw OffsetErrors.badCsv(file, number, partition + " stands there twice");
      }
    }
    if (offsets.isEmpty()) {
      throw OffsetErrors.badCsv(file, number, "there are no offsets in it");
    }
    return offsets;
  }

  /**
   * Makes sure that a file speaks of partitions of this topic only.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when it does not
   */
  public static void requireOf(
      String file, Map<KafkaPartition, Long> offsets, Set<KafkaPartition> partitions) {
    offsets.keySet().stream()
        .filter(partition -> !partitions.contains(partition))
        .findFirst()
        .ifPresent(
            stranger -> {
              throw OffsetErrors.strangePartition(file, stranger);
            });
  }
}
