package io.footfall.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return "{\"add\":{\"path\":\"%s\",\"dataChange\":%s}}".formatted(path, dataChange);
  }

  @Test
  void notesWhenEachFileOfATableMadeLaterCouldBeRead() throws IOException {
    Path table = warehouse.resolve("events");
    Map<Path, Map<String, Long>> seen;
    long before = System.currentTimeMillis();
    try (VersionPoller poller = VersionPoller.watch(List.of(table))) {
      version(table, 0, "{\"commitInfo\":{}}", "{\"metaData\":{}}");
      version(table, 1, add("event_date=2026-01-15/part-a.parquet", true));
      version(table, 2, add("event_date=2026-01-15/part%20b.parquet", true));
      seen = poller.finish();
    }
    assertThat(seen.get(table)).containsOnlyKeys("part-a.parquet", "part b.parquet");
    assertThat(seen.get(table).values())
        .allSatisfy(at -> assertThat(at).isBetween(before, System.currentTimeMillis()));
  }

  @Test
  void leavesOutFilesThatOnlyCompactOthers() throws IOException {
    Path table = warehouse.resolve("events");
    version(table, 0, add("whole.parquet", false));
    try (VersionPoller poller = VersionPoller.watch(List.of(table))) {
      assertThat(poller.finish().get(table)).isEmpty();
    }
  }
}
