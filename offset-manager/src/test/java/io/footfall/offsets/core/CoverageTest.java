package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void holdsWhenTablesAbut() {
    Coverage coverage = new Coverage(new OffsetRange(0, 10));
    coverage.add("events", new OffsetRange(0, 4));
    coverage.add("quarantine", new OffsetRange(4, 5));
    coverage.add("events", new OffsetRange(5, 9));
    coverage.add("offset_gaps", new OffsetRange(9, 10));
    Coverage.Result result = coverage.finish();
    assertThat(result.holds()).isTrue();
    assertThat(result.countByTable())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("events", 8L, "quarantine", 1L, "offset_gaps", 1L));
  }

  @Test
  void namesMissingDoubledAndUnrecordedOffsets() {
    Coverage coverage = new Coverage(new OffsetRange(2, 10));
    coverage.add("events", new OffsetRange(0, 4));
    coverage.add("events", new OffsetRange(3, 6));
    coverage.add("events", new OffsetRange(7, 12));
    Coverage.Result result = coverage.finish();
    assertThat(result.missing()).containsExactly(new OffsetRange(6, 7));
    assertThat(result.doubled()).containsExactly(new OffsetRange(3, 4));
    assertThat(result.unrecorded()).containsExactly(new OffsetRange(0, 2), new OffsetRange(10, 12));
  }

  @Test
  void agreesWithCountingEachOffset() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      OffsetRange recorded = new OffsetRange(random.nextInt(5), 5 + random.nextInt(20));
      List<OffsetRange> found = new ArrayList<>();
      for (int i = 0; i < random.nextInt(8); i++) {
        long from = random.nextInt(28);
        found.add(new OffsetRange(from, from + 1 + random.nextInt(6)));
      }
      found.sort(Comparator.comparingLong(OffsetRange::from));
      Coverage coverage = new Coverage(recorded);
      Map<Long, Integer> times = new TreeMap<>();
      for (OffsetRange range : found) {
        coverage.add("events", range);
        for (long offset = range.from(); offset < range.until(); offset++) {
          times.merge(offset, 1, Integer::sum);
        }
      }
      long missing = 0;
      long unrecorded = 0;
      for (long offset = 0; offset < 60; offset++) {
        boolean inside = offset >= recorded.from() && offset < recorded.until();
        int count = times.getOrDefault(offset, 0);
        missing += inside && count == 0 ? 1 : 0;
        unrecorded += !inside && count > 0 ? 1 : 0;
      }
      boolean doubled =
          times.entrySet().stream()
              .anyMatch(e -> e.getValue() > 1 && e.getKey() >= recorded.from());
      Coverage.Result result = coverage.finish();
      assertThat(result.missingCount()).as("missing, seed %d", seed).isEqualTo(missing);
      assertThat(result.unrecorded().stream().mapToLong(OffsetRange::size).sum())
          .as("unrecorded, seed %d", seed)
          .isEqualTo(unrecorded);
      assertThat(!result.doubled().isEmpty()).as("doubled, seed %d", seed).isEqualTo(doubled);
    }
  }
}
