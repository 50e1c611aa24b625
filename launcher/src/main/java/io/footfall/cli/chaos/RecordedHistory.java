package io.footfall.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.cli.offsets.JobTables;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.TxnIds;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a table on a local disk has recorded in each version, read from its log's files alone: with
 * none of the code that is being checked. Thread-safe.
 */
final class RecordedHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NONE = -1;

  private final Path log;
  private final TxnIds ids;
  private final NavigableMap<Long, Map<KafkaPartition, Long>> endsByVersion = new TreeMap<>();
  private final NavigableSet<Long> commits = new TreeSet<>();
  private final List<String> steppedBack = new ArrayList<>();

  RecordedHistory(Path table, TxnIds ids) {
    this.log = table.resolve("_delta_log");
    this.ids = ids;
  }

  /** Of the table that decides for a job. */
  static RecordedHistory of(FootfallConfig config, String job) {
    TableLayout authority = JobTables.of(job).authority();
    return new RecordedHistory(
        Path.of(authority.path(config.warehouse())),
        new TxnIds(config.pipeline(), job, authority.name()));
  }

  /** The newest version in which the job has recorded offsets; -1 for none. */
  synchronized long lastCommit() {
    readOn();
    return commits.isEmpty() ? NONE : commits.last();
  }

  /** When the first such version behind this one became visible; empty when there is none. */
  synchronized Optional<Instant> nextCommit(long version) {
    readOn();
    Long next = commits.higher(version);
    if (next == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.getLastModifiedTime(entry(next)).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where an end was recorded below one recorded before, which must never be. */
  synchronized List<String> steppedBack() {
    readOn();
    return List.copyOf(steppedBack);
  }

  /** The newest version; -1 for none. */
  synchronized long version() {
    readOn();
    return endsByVersion.isEmpty() ? NONE : endsByVersion.lastKey();
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
      Path entry = entry(next);
      if (!Files.exists(entry)) {
        return;
      }
      Map<KafkaPartition, Long> ends =
          new TreeMap<>(endsByVersion.isEmpty() ? Map.of() : endsByVersion.lastEntry().getValue());
      try {
        for (String line : Files.readAllLines(entry)) {
          JsonNode txn = JSON.readTree(line).path("txn");
          Optional<TxnIds.Parsed> parsed = ids.parse(txn.path("appId").asText());
          if (parsed.isPresent() && !parsed.get().first()) {
            record(next, ends, parsed.get().partition(), txn.path("version").longValue());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      endsByVersion.put(next++, Map.copyOf(ends));
    }
  }

  private void record(
      long version, Map<KafkaPartition, Long> ends, KafkaPartition partition, long end) {
    commits.add(version);
    Long before = ends.put(partition, end);
    if (before != null && before > end) {
      steppedBack.add(
          "version %d of %s has recorded %s %d after %d"
              .formatted(version, ids.table(), partition, end, before));
    }
  }

  private Path entry(long version) {
    return log.resolve("%020d.json".formatted(version));
  }
}
