package io.footfall.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.cli.job.Job;
import io.footfall.cli.offsets.JobTables;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.TxnIds;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
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
import java.util.function.Predicate;

/**
 * What a table on a local disk has recorded in each version, read from its log's files alone: with
 * none of the code that is being checked. Thread-safe.
 */
final class RecordedHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NONE = -1;

  private final Path log;
  private final TxnIds ids;

  /** Whether this entry of a commit makes it one of the job's. */
  private final Predicate<String> own;

  private final NavigableMap<Long, Map<KafkaPartition, Long>> endsByVersion = new TreeMap<>();
  private final NavigableSet<Long> commits = new TreeSet<>();
  private final List<String> steppedBack = new ArrayList<>();

  private RecordedHistory(Path table, TxnIds ids, Predicate<String> own) {
    this.log = table.resolve("_delta_log");
    this.ids = ids;
    this.own = own;
  }

  /** Of the table that decides for a job; of the first that the report job merges. */
  static RecordedHistory of(FootfallConfig config, Job job) {
    TableLayout table =
        job.readsTopic() ? JobTables.of(job.name()).authority() : ReportTables.EVENT_STATS;
    TxnIds ids = new TxnIds(config.pipeline(), job.name(), table.name());
    Predicate<String> own =
        job.readsTopic()
            ? appId -> ids.parse(appId).filter(entry -> !entry.first()).isPresent()
            : appId -> appId.startsWith(ids.mark(""));
    return new RecordedHistory(Path.of(table.path(config.warehouse())), ids, own);
  }

  /** The newest version that the job has committed; -1 for none. */
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
          String appId = txn.path("appId").asText();
          if (own.test(appId)) {
            commits.add(next);
          }
          Optional<TxnIds.Parsed> parsed = ids.parse(appId);
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
