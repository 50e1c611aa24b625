package io.footfall.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.bench.core.TableGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionPollerTest {

  @TempDir Path warehouse;

  private void version(Path table, long number, String... lines) throws IOException {
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    Path draft = log.resolve("draft");
    Files.write(draft, List.of(lines));
    Files.move(draft, log.resolve("%020d.json".formatted(number)));
  }

  private static String add(String path, boolean dataChange) {
    return "{\"add\":{\"path\":\"%s\",\"size\":100,\"dataChange\":%s}}".formatted(path, dataChange);
  }

  @Test
  void notesWhenEachFileOfATableMadeLaterCouldBeRead() throws IOException {
    Path table = warehouse.resolve("events");
    Map<Path, VersionPoller.Seen> seen;
    long before = System.currentTimeMillis();
    try (VersionPoller poller = VersionPoller.watch(List.of(table))) {
      version(table, 0, "{\"commitInfo\":{}}", "{\"metaData\":{}}");
      version(table, 1, add("event_date=2026-01-15/part-a.parquet", true));
      version(table, 2, add("event_date=2026-01-15/part%20b.parquet", true));
      seen = poller.finish();
    }
    assertThat(seen.get(table).fileMillis()).containsOnlyKeys("part-a.parquet", "part b.parquet");
    assertThat(seen.get(table).fileMillis().values())
        .allSatisfy(at -> assertThat(at).isBetween(before, System.currentTimeMillis()));
  }

  @Test
  void leavesOutFilesThatOnlyCompactOthers() throws IOException {
    Path table = warehouse.resolve("events");
    version(table, 0, add("whole.parquet", false));
    try (VersionPoller poller = VersionPoller.watch(List.of(table))) {
      assertThat(poller.finish().get(table).fileMillis()).isEmpty();
    }
  }

  @Test
  void countsCommitsAndBytesOfLogAndDataWithinTheMeasuredTime() throws IOException {
    Path table = warehouse.resolve("events");
    version(table, 0, "{}");
    version(table, 1, add("a.parquet", true), add("b.parquet", false));
    Files.write(table.resolve("_delta_log/%020d.checkpoint.parquet".formatted(1)), new byte[7]);
    Files.write(table.resolve("_delta_log/_last_checkpoint"), new byte[9]);
    List<Commit> commits;
    try (VersionPoller poller = VersionPoller.watch(List.of(table))) {
      commits = poller.finish().get(table).commits();
    }
    Instant now = Instant.now();
    long entries =
        Files.size(table.resolve("_delta_log/%020d.json".formatted(0)))
            + Files.size(table.resolve("_delta_log/%020d.json".formatted(1)));

    assertThat(Commit.growth(table, commits, now.minusSeconds(60), now.plusSeconds(60)))
        .isEqualTo(new TableGrowth(2, entries + 7, 2, 200, Duration.ofMinutes(2)));
    assertThat(Commit.growth(table, commits, now.plusSeconds(60), now.plusSeconds(120)))
        .isEqualTo(new TableGrowth(0, 0, 0, 0, Duration.ofSeconds(60)));
  }
}
