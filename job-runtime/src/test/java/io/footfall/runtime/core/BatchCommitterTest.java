package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.schema.core.error.FootfallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchCommitterTest {
  private static final KafkaPartition P = new KafkaPartition("t", 0);

  private final InMemoryTableSink.Store events = new InMemoryTableSink.Store();
  private final InMemoryTableSink.Store quarantine = new InMemoryTableSink.Store();

  @Test
  void aBatchRunAgainIsNotWrittenAgain() {
    BatchCommitter committer = driver();
    assertThat(committer.commit(batch(0, 0, 10), valid(0, 10))).isTrue();
    assertThat(committer.commit(batch(0, 0, 10), valid(0, 10))).isFalse();
    assertThat(driver().commit(batch(0, 0, 10), valid(0, 10))).isFalse();
    assertThat(events.files).hasSize(10);
  }

  @Test
  void aTableWithoutRowsIsLeftAlone() {
    driver().commit(batch(0, 0, 10), Map.of("events", List.of(file(0))));
    assertThat(quarantine.commits).isZero();
    assertThat(events.commits).isOne();
  }

  @Test
  void aBatchOfGapsOnlyStillMovesTheAuthority() {
    driver().commit(batch(0, 0, 10), Map.of());
    assertThat(events.recorded.end(P)).contains(10L);
  }

  @Test
  void stopsWithTheOffsetsWhenABatchLeavesAHole() {
    BatchCommitter committer = driver();
    committer.commit(batch(0, 0, 10), valid(0, 10));
    assertThatThrownBy(() -> committer.commit(batch(1, 11, 20), valid(11, 20)))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("batch 1 does not continue table events")
        .hasMessageContaining("[11, 20) of t-0")
        .hasMessageContaining("up to 10");
    assertThat(quarantine.recorded.end(P).orElse(0L)).isLessThanOrEqualTo(10L);
  }

  @Test
  void ofTwoDriversOneGoesOn() {
    BatchCommitter first = driver();
    BatchCommitter second = driver();
    first.commit(batch(0, 0, 10), Map.of("events", List.of(file(0))));
    assertThatThrownBy(() -> second.commit(batch(0, 0, 12), Map.of("events", List.of(file(0)))))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("another driver has committed to table events");
    assertThat(first.commit(batch(1, 10, 20), Map.of("events", List.of(file(10))))).isTrue();
  }

  @Test
  void aBatchWithoutOffsetsCommitsItsRowsOnce() {
    driver().commit(batch(0, 0, 10), valid(0, 10));
    Map<String, List<DataFile>> rows = Map.of("events", List.of(file(99)));
    BatchCommitter committer = driver();
    assertThat(committer.commit(batch(1, 10, 10), rows)).isTrue();
    assertThat(committer.commit(batch(1, 10, 10), rows)).isFalse();
    assertThat(driver().commit(batch(1, 10, 10), rows)).isFalse();
    assertThat(driver().commit(batch(2, 10, 10), Map.of("events", List.of(file(100))))).isTrue();
    assertThat(events.files).hasSize(12);
    assertThat(events.recorded.end(P)).contains(10L);
  }

  @Test
  void aBatchWithoutOffsetsAndRowsCommitsNothing() {
    driver().commit(batch(0, 0, 10), valid(0, 10));
    assertThat(driver().commit(batch(1, 10, 10), Map.of("events", List.of()))).isFalse();
    assertThat(events.commits).isOne();
  }

  @Test
  void theFirstBatchOfAnEmptyTopicRecordsWhereItStands() {
    assertThat(driver().commit(batch(0, 7, 7), Map.of())).isTrue();
    assertThat(events.recorded.end(P)).contains(7L);
  }

  @Test
  void followersGetTheRowsOfABatchWithoutOffsetsOnceThoughTheAuthorityCrashes() {
    driver().commit(batch(0, 0, 10), valid(0, 10));
    Map<String, List<DataFile>> rows =
        Map.of("events", List.of(file(99)), "quarantine", List.of(file(98)));
    assertThatThrownBy(() -> driver(events, quarantine, true).commit(batch(1, 10, 10), rows))
        .isInstanceOf(Crash.class);
    assertThat(driver().commit(batch(1, 10, 10), rows)).isTrue();
    assertThat(quarantine.files).hasSize(1);
    assertThat(events.files).hasSize(11);
  }

  @Test
  void stopsWhenTheTableIsAheadOfABatchWithoutOffsets() {
    BatchCommitter committer = driver();
    committer.commit(batch(0, 0, 10), valid(0, 10));
    committer.commit(batch(1, 10, 20), valid(10, 20));
    assertThatThrownBy(
            () -> committer.commit(batch(2, 10, 10), Map.of("events", List.of(file(99)))))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("the batch stands at offset 10 of t-0, the table at 20");
  }

  /**
   * Crashes between the tables, lost checkpoints, and other batch cuts and another mapping after
   * them.
   */
  @Test
  void everyOffsetIsInExactlyOneTableWhateverCrashes() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      InMemoryTableSink.Store eventsTable = new InMemoryTableSink.Store();
      InMemoryTableSink.Store quarantineTable = new InMemoryTableSink.Store();
      long end = 60;
      long id = 0;
      while (eventsTable.recorded.end(P).orElse(0L) < end) {
        BatchCommitter driver = driver(eventsTable, quarantineTable, random.nextInt(3) == 0);
        long from = eventsTable.recorded.end(P).orElse(0L);
        long until = Math.min(end, from + 1 + random.nextInt(15));
        long basis = driver.unfinishedBasis().orElse(random.nextInt(3));
        try {
          driver.commit(
              new Batch("query", id++, Map.of(P, new OffsetRange(from, until)), basis),
              mixed(from, until, quarantineTable.recorded.end(P).orElse(0L), basis));
        } catch (Crash expected) {
          // The next driver starts from the authority, without a checkpoint.
        }
      }
      List<String> all = new ArrayList<>();
      eventsTable.files.forEach(file -> all.add(file.path()));
      quarantineTable.files.forEach(file -> all.add(file.path()));
      assertThat(all).as("seed %d", seed).doesNotHaveDuplicates().hasSize((int) end);
    }
  }

  private BatchCommitter driver() {
    return driver(events, quarantine, false);
  }

  private static BatchCommitter driver(
      InMemoryTableSink.Store events, InMemoryTableSink.Store quarantine, boolean crash) {
    TableSink authority = new InMemoryTableSink("events", events);
    return new BatchCommitter(
        List.of(new InMemoryTableSink("quarantine", quarantine)),
        crash ? new CrashingSink(authority) : authority);
  }

  private static Batch batch(long id, long from, long until) {
    return new Batch("query", id, Map.of(P, new OffsetRange(from, until)), 1);
  }

  private static Map<String, List<DataFile>> valid(long from, long until) {
    return Map.of(
        "events", LongStream.range(from, until).mapToObj(offset -> file(offset)).toList());
  }

  /**
   * One file per offset; every third offset is a rejected record, which ones is up to the basis.
   */
  private static Map<String, List<DataFile>> mixed(
      long from, long until, long quarantineEnd, long basis) {
    Map<Boolean, List<DataFile>> byRejected =
        LongStream.range(from, until)
            .filter(offset -> offset % 3 != basis || offset >= quarantineEnd)
            .boxed()
            .collect(
                Collectors.partitioningBy(
                    offset -> offset % 3 == basis,
                    Collectors.mapping(offset -> file(offset), Collectors.toList())));
    return Map.of("events", byRejected.get(false), "quarantine", byRejected.get(true));
  }

  private static DataFile file(long offset) {
    return new DataFile("offset-" + offset, "2026-01-01", 1, 1, 0, "{}");
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record CrashingSink(TableSink sink) implements TableSink {
    @Override
    public String table() {
      return sink.table();
    }

    @Override
    public RecordedOffsets recorded() {
      return sink.recorded();
    }

    @Override
    public OptionalLong recordedBasis() {
      return sink.recordedBasis();
    }

    @Override
    public void identify(TopicIdentity identity) {
      sink.identify(identity);
    }

    @Override
    public OptionalLong mark(String name) {
      return sink.mark(name);
    }

    @Override
    public void commit(
        Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files) {
      throw new Crash();
    }
  }
}
