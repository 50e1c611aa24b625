package io.footfall.schema.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  private static final long SEED = 20260301;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String ALPHABET = "0000123456789.eE+-";

  private final Decimals decimals = new Decimals();

  @Test
  void agreesWithBigDecimal() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300_000; i++) {
      String text = text(random);
      int shift = random.nextInt(10) - 3;
      String where = "seed " + SEED + ", input " + i + ": " + text + " shifted by " + shift;
      boolean number = scan(text);
      assertThat(number).as(where).isEqualTo(NUMBER.matcher(text).matches());
      if (number) {
        check(new BigDecimal(text).scaleByPowerOfTen(shift), shift, where);
      }
    }
  }

  @Test
  void takesHugeExponentsAndHugeTexts() {
    assertThat(scan("1e999999999999999999999")).isTrue();
    decimals.scale(4);
    assertThat(decimals.overflow()).isTrue();
    assertThat(scan("1e-999999999999999999999")).isTrue();
    decimals.scale(4);
    assertThat(decimals.exact()).isFalse();
    assertThat(decimals.value()).isZero();
    assertThat(scan("0." + "0".repeat(1_000_000) + "12e1000001")).isTrue();
    decimals.scale(1);
    assertThat(decimals.value()).isEqualTo(12);
    assertThat(decimals.exact()).isTrue();
  }

  private void check(BigDecimal expected, int shift, String where) {
    decimals.scale(shift);
    boolean overflow = expected.abs().compareTo(BigDecimal.TEN.pow(18)) >= 0;
    assertThat(decimals.overflow()).as(where).isEqualTo(overflow);
    if (!overflow) {
      BigDecimal whole = expected.setScale(0, RoundingMode.DOWN);
      assertThat(decimals.value()).as(where).isEqualTo(whole.longValueExact());
      assertThat(decimals.exact()).as(where).isEqualTo(whole.compareTo(expected) == 0);
    }
  }

  private boolean scan(String text) {
    char[] chars = ("xx" + text + "5").toCharArray();
    return decimals.scan(chars, 2, text.length());
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) == 0) {
      for (int i = random.nextInt(8); i > 0; i--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      return text.toString();
    }
    text.append(random.nextBoolean() ? "-" : "").append(digits(random, 20));
    if (random.nextBoolean()) {
      text.append('.').append(digits(random, 12)).append("0".repeat(random.nextInt(5)));
    }
    if (random.nextInt(3) == 0) {
      text.append('e').append(random.nextInt(40) - 20);
    }
    return text.toString();
  }

  private static String digits(Random random, int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      digits.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
    }
    return digits.toString();
  }
}
