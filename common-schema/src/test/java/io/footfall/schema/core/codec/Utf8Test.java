package io.footfall.schema.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final long SEED = 20260301;

  @Test
  void agreesWithTheDecoderOfThePlatform() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = bytes(random);
      assertThat(Utf8.validate(bytes) < 0)
          .as("seed %d, input %d: %s", SEED, i, Arrays.toString(bytes))
          .isEqualTo(decodes(bytes));
    }
  }

  @Test
  void agreesOnEveryLeadAndSecondByte() {
    for (int lead = 0x80; lead < 0x100; lead++) {
      for (int second = 0; second < 0x100; second++) {
        byte[] bytes = {(byte) lead, (byte) second, (byte) 0x80, (byte) 0x80};
        for (int length = 1; length <= bytes.length; length++) {
          byte[] cut = Arrays.copyOf(bytes, length);
          assertThat(Utf8.validate(cut) < 0).as(Arrays.toString(cut)).isEqualTo(decodes(cut));
        }
      }
    }
  }

  @Test
  void seesABackslashWhereverItStands() {
    for (int at = 0; at < 24; at++) {
      byte[] bytes = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
      assertThat(Utf8.validate(bytes)).isEqualTo(Utf8.VALID);
      bytes[at] = '\\';
      assertThat(Utf8.validate(bytes)).as("at %d", at).isEqualTo(Utf8.VALID_WITH_ESCAPES);
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(24)];
    random.nextBytes(bytes);
    if (random.nextInt(3) > 0) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(12), 0, 0x110000)
          .map(c -> random.nextBoolean() ? c & 0x7F : c)
          .filter(c -> c < 0xD800 || c > 0xDFFF)
          .forEach(text::appendCodePoint);
      bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
