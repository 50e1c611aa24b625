package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final byte[] NAME = "EUR".getBytes(UTF_8);

  @Test
  void sumsBeyondALong() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 1_000; run++) {
      Tally tally = new Tally();
      BigInteger expected = BigInteger.ZERO;
      for (int i = 0; i < 20; i++) {
        long value = random.nextLong() >> random.nextInt(64);
        tally.add(NAME, value);
        expected = expected.add(BigInteger.valueOf(value));
        assertThat(tally.sum(0)).as("seed %d", seed).isEqualTo(expected);
      }
      ByteWriter out = new ByteWriter();
      tally.write(out);
      assertThat(out.toBytes().length).isLessThanOrEqualTo(tally.mostBytes() + 4);
      Tally read = Tally.read(new ByteReader(out.toBytes()));
      assertThat(read.sum(0)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void addsUpWhatAnotherHas() {
    Tally one = new Tally();
    Tally other = new Tally();
    one.add(NAME, 2);
    other.add(NAME, Long.MAX_VALUE);
    other.add("USD".getBytes(UTF_8), -7);
    assertThat(one.addAll(other)).isTrue();
    assertThat(one.sum(0)).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.TWO));
    assertThat(one.sum(1)).isEqualTo(BigInteger.valueOf(-7));
  }
}
