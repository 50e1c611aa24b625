package io.footfall.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeenIdsTest {

  @Test
  void remembersWhatAMapRemembers() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      SeenIds ids = new SeenIds();
      Map<Long, Long> expected = new HashMap<>();
      for (int i = 0; i < 400; i++) {
        long hash = random.nextLong() >>> random.nextInt(60);
        long time = random.nextInt(1_000);
        if (ids.indexOf(hash) < 0) {
          ids.add(hash, (int) hash, time);
          expected.put(hash, time);
        }
        if (random.nextInt(50) == 0) {
          long bound = random.nextInt(500);
          ids.forgetBefore(bound);
          expected.values().removeIf(micros -> micros < bound);
        }
        if (random.nextInt(60) == 0) {
          ids = copy(ids);
        }
        assertThat(ids.size()).as("seed %d", seed).isEqualTo(expected.size());
      }
      for (Map.Entry<Long, Long> entry : expected.entrySet()) {
        int index = ids.indexOf(entry.getKey());
        assertThat(index).as("seed %d", seed).isNotNegative();
        assertThat(ids.time(index)).as("seed %d", seed).isEqualTo(entry.getValue());
      }
    }
  }

  @Test
  void forgetsTheOldest() {
    SeenIds ids = new SeenIds();
    for (int i = 0; i < 100; i++) {
      ids.add(i, i, 1_000 - i);
    }
    assertThat(ids.forgetOldest(10)).isEqualTo(990);
    assertThat(ids.size()).isEqualTo(10);
    assertThat(ids.indexOf(0)).isNotNegative();
    assertThat(ids.indexOf(10)).isNegative();
  }

  private static SeenIds copy(SeenIds ids) {
    ByteWriter out = new ByteWriter();
    ids.write(out, 5);
    return SeenIds.read(new ByteReader(out.toBytes()), 5);
  }
}
