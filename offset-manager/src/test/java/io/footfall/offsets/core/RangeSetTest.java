package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RangeSetTest {

  @Test
  void joinsNeighboursAndOverlaps() {
    RangeSet set = new RangeSet();
    set.add(new OffsetRange(5, 7));
    set.add(new OffsetRange(0, 3));
    set.add(3);
    set.add(new OffsetRange(4, 6));
    assertThat(set.ranges()).containsExactly(new OffsetRange(0, 7));
  }

  @Test
  void namesWhatIsMissing() {
    RangeSet set = new RangeSet();
    set.add(new OffsetRange(2, 4));
    set.add(new OffsetRange(6, 8));
    assertThat(set.missingFrom(new OffsetRange(0, 10)))
        .containsExactly(new OffsetRange(0, 2), new OffsetRange(4, 6), new OffsetRange(8, 10));
    assertThat(set.missingFrom(new OffsetRange(2, 4))).isEmpty();
    assertThat(set.missingFrom(new OffsetRange(3, 7))).containsExactly(new OffsetRange(4, 6));
  }

  @Test
  void agreesWithASetOfSingleOffsets() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      RangeSet set = new RangeSet();
      TreeSet<Long> oracle = new TreeSet<>();
      for (int i = 0; i < random.nextInt(12); i++) {
        long from = random.nextInt(30);
        long until = from + random.nextInt(6);
        set.add(new OffsetRange(from, until));
        for (long offset = from; offset < until; offset++) {
          oracle.add(offset);
        }
      }
      OffsetRange whole = new OffsetRange(5, 25);
      List<Long> missing = new ArrayList<>();
      for (long offset = whole.from(); offset < whole.until(); offset++) {
        if (!oracle.contains(offset)) {
          missing.add(offset);
        }
      }
      assertThat(offsets(set.ranges())).as("seed %d", seed).containsExactlyElementsOf(oracle);
      assertThat(offsets(set.missingFrom(whole))).as("seed %d", seed).isEqualTo(missing);
    }
  }

  private static List<Long> offsets(List<OffsetRange> ranges) {
    List<Long> offsets = new ArrayList<>();
    for (OffsetRange range : ranges) {
      for (long offset = range.from(); offset < range.until(); offset++) {
        offsets.add(offset);
      }
    }
    return offsets;
  }
}
