package io.footfall.bench.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.bench.core.BenchErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the Delta logs of tables from outside, as a reader would, and notes when each version
 * could be read. Knows nothing of the queries. One thread, which reads one small file per version.
 */
final class VersionPoller implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Path, Watch> watches = new HashMap<>();
  private final Thread thread = new Thread(this::run, "bench-poller");
  private volatile boolean stopping;
  private volatile Exception failure;

  /** Of one table: the next version, and when each data file could first be read. */
  private static final class Watch {
    private long next;
    private final Map<String, Long> seenMillis = new HashMap<>();
    private final List<Commit> commits = new ArrayList<>();
  }

  /**
   * What was seen of one table.
   *
   * @param fileMillis the name of each data file and the milliseconds since the epoch at which the
   *     version that added it could be read; files that only compact others are left out
   * @param commits every version, in order
   */
  record Seen(Map<String, Long> fileMillis, List<Commit> commits) {}

  private VersionPoller() {}

  /** Begins to watch tables that need not be there yet. */
  static VersionPoller watch(Iterable<Path> tables) {
    VersionPoller poller = new VersionPoller();
    tables.forEach(table -> poller.watches.put(table, new Watch()));
    poller.thread.setDaemon(true);
    poller.thread.start();
    return poller;
  }

  /** Looks a last time and ends. */
  Map<Path, Seen> finish() {
    close();
    if (failure != null) {
      throw BenchErrors.failed("the poller of versions", failure);
    }
    Map<Path, Seen> seen = new HashMap<>();
    watches.forEach((table, watch) -> seen.put(table, new Seen(watch.seenMillis, watch.commits)));
    return seen;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchErrors.interrupted(e);
    }
  }

  private void run() {
    try {
      boolean last;
      do {
        last = stopping;
        for (Map.Entry<Path, Watch> entry : watches.entrySet()) {
          look(entry.getKey(), entry.getValue());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } while (!last);
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /** Versions have no gaps: the next one's name is known, and no listing needed. */
  private static void look(Path table, Watch watch) throws IOException {
    Path entry = entry(table, watch.next);
    while (Files.exists(entry)) {
      long now = System.currentTimeMillis();
      long files = 0;
      long bytes = 0;
      for (String line : Files.readAllLines(entry)) {
        JsonNode added = JSON.readTree(line).get("add");
        if (added != null) {
          files++;
          bytes += added.get("size").asLong();
          if (added.get("dataChange").asBoolean()) {
            String path = URI.create(added.get("path").asText()).getPath();
            watch.seenMillis.put(path.substring(path.lastIndexOf('/') + 1), now);
          }
        }
      }
      watch.commits.add(new Commit(Instant.ofEpochMilli(now), Files.size(entry), files, bytes));
      watch.next++;
      entry = entry(table, watch.next);
    }
  }

  private static Path entry(Path table, long version) {
    return table.resolve("_delta_log").resolve("%020d.json".formatted(version));
  }
}
