package io.footfall.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.TxnIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a table on a local disk has recorded in each version, read from its log's files alone: with
 * none of the code that is being checked. Thread-safe.
 */
final class RecordedHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path log;
  private final TxnIds ids;
  private final NavigableMap<Long, Map<KafkaPartition, Long>> endsByVersion = new TreeMap<>();

  RecordedHistory(Path table, TxnIds ids) {
    this.log = table.resolve("_delta_log");
    this.ids = ids;
  }

  /** The newest version; -1 for none. */
  synchronized long version() {
    readOn();
    return endsByVersion.isEmpty() ? -1 : endsByVersion.lastKey();
  }

  /** The ends that are recorded now. */
  synchronized Map<KafkaPartition, Long> ends() {
    readOn();
    return endsByVersion.isEmpty() ? Map.of() : endsByVersion.lastEntry().getValue();
  }

  /** The ends that were recorded in a version. */
  synchronized Map<KafkaPartition, Long> endsAt(long version) {
    return endsByVersion.getOrDefault(version, Map.of());
  }

  private void readOn() {
    long next = endsByVersion.isEmpty() ? 0 : endsByVersion.lastKey() + 1;
    while (true) {
      Path entry = log.resolve("%020d.json".formatted(next));
      if (!Files.exists(entry)) {
        return;
      }
      Map<KafkaPartition, Long> ends =
          new TreeMap<>(endsByVersion.isEmpty() ? Map.of() : endsByVersion.lastEntry().getValue());
      try {
        for (String line : Files.readAllLines(entry)) {
          JsonNode txn = JSON.readTree(line).path("txn");
          Optional<TxnIds.Parsed> parsed = ids.parse(txn.path("appId").asText());
          parsed
              .filter(each -> !each.first())
              .ifPresent(each -> ends.put(each.partition(), txn.path("version").longValue()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      endsByVersion.put(next++, Map.copyOf(ends));
    }
  }
}
