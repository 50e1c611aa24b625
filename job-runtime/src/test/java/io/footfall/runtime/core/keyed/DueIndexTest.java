package io.footfall.runtime.core.keyed;

import static io.footfall.runtime.core.keyed.StepResult.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DueIndexTest {
  private static final long SECOND = 1_000_000;

  private final DueIndex index = new DueIndex();

  @Test
  void tellsAKeyOnceItsTimeHasCome() {
    put("a", 10 * SECOND, NEVER);
    put("b", NEVER, 20 * SECOND);
    assertThat(due(10 * SECOND, 20 * SECOND - 1)).isEmpty();
    assertThat(due(10 * SECOND + 1, 20 * SECOND)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void tellsNothingByAWatermarkThatIsNotThereYet() {
    put("a", Long.MIN_VALUE, NEVER);
    assertThat(due(Long.MIN_VALUE, 0)).isEmpty();
  }

  @Test
  void tellsAKeyThatIsDueByBothClocksOnce() {
    put("a", 1, 1);
    assertThat(due(2, 2)).containsExactly("a");
  }

  @Test
  void tellsAKeyAgainUntilItIsAnswered() {
    put("a", 1, NEVER);
    assertThat(due(2, 0)).containsExactly("a");
    assertThat(due(2, 0)).containsExactly("a");
    put("a", 5, NEVER);
    assertThat(due(2, 0)).isEmpty();
    assertThat(due(6, 0)).containsExactly("a");
    index.remove(bytes("a"));
    assertThat(due(9, 0)).isEmpty();
  }

  @Test
  void followsADueTimeThatMovesOnAndOneThatMovesBack() {
    put("a", 10 * SECOND, NEVER);
    put("a", 500 * SECOND, NEVER);
    assertThat(due(11 * SECOND, 0)).isEmpty();
    put("a", 300 * SECOND, NEVER);
    assertThat(due(301 * SECOND, 0)).containsExactly("a");
  }

  @Test
  void forgetsAKeyAndKnowsItAgain() {
    put("a", 1, NEVER);
    index.remove(bytes("a"));
    assertThat(index.size()).isZero();
    put("a", 5, NEVER);
    assertThat(due(2, 0)).isEmpty();
    assertThat(due(6, 0)).containsExactly("a");
    assertThat(index.size()).isOne();
  }

  /** Against a map that is looked through as a whole. */
  @Test
  void tellsWhatLookingAtEveryKeyWouldTell() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      DueIndex tested = new DueIndex();
      Map<String, long[]> all = new TreeMap<>();
      long watermark = 0;
      long now = 0;
      for (int batch = 0; batch < 40; batch++) {
        for (int i = random.nextInt(20); i > 0; i--) {
          change(random, tested, all, watermark, now);
        }
        watermark += random.nextInt(3) * SECOND / 2;
        now += random.nextInt(3) * SECOND / 3;
        long w = watermark;
        long n = now;
        assertThat(strings(tested.due(new BatchTime(w, n))))
            .as("seed %d batch %d", seed, batch)
            .containsExactlyInAnyOrderElementsOf(
                all.entrySet().stream()
                    .filter(each -> w > each.getValue()[0] || n >= each.getValue()[1])
                    .map(Map.Entry::getKey)
                    .toList());
        assertThat(tested.size()).isEqualTo(all.size());
      }
    }
  }

  private static void change(
      Random random, DueIndex tested, Map<String, long[]> all, long watermark, long now) {
    String key = "user-" + random.nextInt(30);
    if (random.nextInt(4) == 0) {
      tested.remove(bytes(key));
      all.remove(key);
    } else {
      long dueWatermark = random.nextInt(5) == 0 ? NEVER : watermark + random.nextInt(9_000_000);
      long dueNow = random.nextInt(5) == 0 ? NEVER : now - SECOND + random.nextInt(9_000_000);
      tested.put(bytes(key), dueWatermark, dueNow);
      all.put(key, new long[] {dueWatermark, dueNow});
    }
  }

  private void put(String key, long dueWatermark, long dueNow) {
    index.put(bytes(key), dueWatermark, dueNow);
  }

  private List<String> due(long watermark, long now) {
    return strings(index.due(new BatchTime(watermark, now)));
  }

  private static List<String> strings(List<byte[]> keys) {
    return keys.stream().map(key -> new String(key, StandardCharsets.UTF_8)).toList();
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
