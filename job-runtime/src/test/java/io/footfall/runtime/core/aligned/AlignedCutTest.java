package io.footfall.runtime.core.aligned;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlignedCutTest {
  private static final long NOW = 10_000_000;

  @Test
  void asksNothingWhenTheBatchCanTakeAll() {
    AlignedCut cut =
        new AlignedCut(
            10,
            millis -> {
              throw new AssertionError("nobody is behind");
            });
    assertThat(cut.ends(Map.of(p(0), 5L), Map.of(p(0), 12L, p(1), 3L), NOW))
        .isEqualTo(Map.of(p(0), 12L, p(1), 3L));
  }

  @Test
  void takesEachPartitionUpToTheSameInstant() {
    Topic topic = new Topic(every(0, 10, 1_000), every(5, 100, 100));
    Map<KafkaPartition, Long> ends = topic.cut(110).ends(topic.start(), topic.latest(), NOW);
    long instant = topic.lastTaken(0, ends);
    assertThat(Math.abs(topic.lastTaken(1, ends) - instant)).isLessThanOrEqualTo(100);
    assertThat(topic.count(topic.start(), ends)).isBetween(55L, 110L);
  }

  @Test
  void splitsAnInstantThatHoldsMoreThanABatch() {
    long[] burst = new long[1_000];
    Arrays.fill(burst, 5_000);
    Topic topic = new Topic(burst, every(0, 1_000, 20));
    List<Map<KafkaPartition, Long>> batches = topic.batches(100, NOW);
    assertThat(batches).hasSizeLessThanOrEqualTo(30);
    topic.assertAligned(batches);
  }

  @Test
  void keepsABurstOfAMillionAndAHoleOfTenMinutesTogetherWithTheOthers() {
    long[] burst = LongStream.range(0, 1_000_000).map(i -> 300_000 + i / 10).toArray();
    long[] hole =
        Arrays.stream(every(0, 1_000, 900)).filter(at -> at < 100_000 || at >= 700_000).toArray();
    Topic topic = new Topic(burst, every(0, 1_000, 900), every(0, 1_000, 900), hole);
    List<Map<KafkaPartition, Long>> batches = topic.batches(50_000, NOW);
    topic.assertAligned(batches);
    assertThat(batches).hasSizeLessThanOrEqualTo(50);
    assertThat(topic.questions).isLessThanOrEqualTo(batches.size() * 8);
  }

  @Test
  void aPartitionWithoutNewerRecordsDoesNotHoldUpTheOthers() {
    Topic topic = new Topic(every(0, 1, 10), every(0, 10, 2_000));
    topic.assertAligned(topic.batches(100, NOW));
  }

  @Test
  void aPartitionWithRecordsOfTheFutureAdvancesWithTheOthers() {
    long[] odd = every(0, 10, 1_000);
    odd[3] = NOW * 100;
    Topic topic = new Topic(odd, every(0, 10, 1_000));
    List<Map<KafkaPartition, Long>> batches = topic.batches(100, NOW);
    for (Map<KafkaPartition, Long> ends : batches.subList(0, batches.size() - 2)) {
      assertThat(Math.abs(ends.get(p(0)) - ends.get(p(1)))).isLessThanOrEqualTo(110);
    }
  }

  @Test
  void looksNearTheLastCutAndAsksSeldom() {
    Topic topic = new Topic(every(0, 3, 50_000), every(0, 3, 50_000));
    int batches = topic.batches(1_000, NOW).size();
    assertThat(batches).isLessThanOrEqualTo(200);
    assertThat(topic.questions).isLessThanOrEqualTo(batches * 5);
  }

  @Test
  void everyTopicIsReadToItsEndInOrderOfTime() {
    for (long seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      long[][] partitions = new long[1 + random.nextInt(4)][];
      for (int i = 0; i < partitions.length; i++) {
        partitions[i] = records(random);
      }
      Topic topic = new Topic(partitions);
      topic.describe = "seed " + seed;
      topic.assertAligned(topic.batches(1 + random.nextInt(60), NOW));
    }
  }

  @Test
  void everyTopicIsReadToItsEndWhateverTheTimestamps() {
    for (long seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      long[][] partitions = new long[1 + random.nextInt(4)][];
      for (int i = 0; i < partitions.length; i++) {
        partitions[i] = records(random);
        for (int k = 0; k < partitions[i].length; k++) {
          if (random.nextInt(20) == 0) {
            partitions[i][k] = random.nextBoolean() ? 0 : NOW + random.nextInt(1_000_000);
          }
        }
      }
      Topic topic = new Topic(partitions);
      topic.describe = "seed " + seed;
      topic.batches(1 + random.nextInt(60), NOW);
    }
  }

  /** Ascending, with bursts and holes. */
  private static long[] records(Random random) {
    long[] records = new long[random.nextInt(400)];
    long at = random.nextInt(5_000);
    for (int i = 0; i < records.length; i++) {
      at += random.nextInt(20) == 0 ? random.nextInt(5_000) : random.nextInt(3);
      records[i] = at;
    }
    return records;
  }

  private static long[] every(long from, long step, int count) {
    return LongStream.range(0, count).map(i -> from + i * step).toArray();
  }

  private static KafkaPartition p(int number) {
    return new KafkaPartition("t", number);
  }

  /** Record timestamps per partition. */
  private static final class Topic {
    private final long[][] partitions;
    private int questions;
    private String describe = "";

    Topic(long[]... partitions) {
      this.partitions = partitions;
    }

    AlignedCut cut(long most) {
      return new AlignedCut(most, this::firstAtOrAfter);
    }

    Map<KafkaPartition, Long> firstAtOrAfter(long millis) {
      questions++;
      Map<KafkaPartition, Long> firsts = new TreeMap<>();
      for (int i = 0; i < partitions.length; i++) {
        for (int k = 0; k < partitions[i].length; k++) {
          if (partitions[i][k] >= millis) {
            firsts.put(p(i), (long) k);
            break;
          }
        }
      }
      return firsts;
    }

    Map<KafkaPartition, Long> start() {
      return new TreeMap<>(Map.of());
    }

    Map<KafkaPartition, Long> latest() {
      Map<KafkaPartition, Long> latest = new TreeMap<>();
      for (int i = 0; i < partitions.length; i++) {
        latest.put(p(i), (long) partitions[i].length);
      }
      return latest;
    }

    /** Cuts until the end, each batch within its bound and with progress. */
    List<Map<KafkaPartition, Long>> batches(long most, long now) {
      AlignedCut cut = cut(most);
      List<Map<KafkaPartition, Long>> batches = new ArrayList<>();
      Map<KafkaPartition, Long> at = start();
      while (count(at, latest()) > 0) {
        Map<KafkaPartition, Long> ends = cut.ends(at, latest(), now);
        assertThat(count(at, ends)).as(describe).isBetween(1L, most);
        Map<KafkaPartition, Long> before = at;
        ends.forEach(
            (partition, end) ->
                assertThat(end)
                    .as(describe)
                    .isBetween(before.getOrDefault(partition, 0L), latest().get(partition)));
        batches.add(ends);
        at = ends;
      }
      return batches;
    }

    /** No record is left behind by a batch that takes a later one. */
    void assertAligned(List<Map<KafkaPartition, Long>> batches) {
      for (Map<KafkaPartition, Long> ends : batches) {
        long newestTaken = -1;
        long oldestLeft = Long.MAX_VALUE;
        for (int i = 0; i < partitions.length; i++) {
          int end = ends.get(p(i)).intValue();
          if (end > 0) {
            newestTaken = Math.max(newestTaken, partitions[i][end - 1]);
          }
          if (end < partitions[i].length) {
            oldestLeft = Math.min(oldestLeft, partitions[i][end]);
          }
        }
        assertThat(newestTaken).as(describe).isLessThanOrEqualTo(oldestLeft);
      }
    }

    long lastTaken(int partition, Map<KafkaPartition, Long> ends) {
      return partitions[partition][ends.get(p(partition)).intValue() - 1];
    }

    long count(Map<KafkaPartition, Long> from, Map<KafkaPartition, Long> until) {
      return until.entrySet().stream()
          .mapToLong(each -> each.getValue() - from.getOrDefault(each.getKey(), 0L))
          .sum();
    }
  }
}
