package io.footfall.schema.core.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small damage to a record. */
final class Mutations {
  private static final int MAX_RANGE = 24;

  private static final List<String> TOKENS =
      List.of(
          "null",
          "true",
          "NaN",
          "{",
          "}",
          "[",
          "]",
          "{}",
          "[]",
          ",",
          ":",
          "\"",
          "'",
          "//x\n",
          "/*x*/",
          "\\",
          "\\u",
          "\\ud800",
          "\\udc00",
          "\\ud83d\\ude00",
          "\\u0000",
          "1e999999999",
          "-",
          "00",
          "01",
          ".5",
          "+1",
          "\u00e9",
          "\ud83d\ude00",
          "\ufeff",
          "\"userId\":\"x\",",
          "\"\\u0075serId\":\"x\",",
          "\"user\":{\"id\":\"1\",\"id\":\"2\"},",
          "{\"a\":1,\"a\":1}",
          "\n",
          "\t",
          "\u0001");

  private static final List<byte[]> BROKEN =
      List.of(
          bytes(0xC3, 0x28),
          bytes(0xC0, 0xAF),
          bytes(0xED, 0xA0, 0x80),
          bytes(0xF4, 0x90, 0x80, 0x80),
          bytes(0x80),
          bytes(0xE2, 0x82),
          bytes(0x00),
          bytes(0xEF, 0xBB, 0xBF),
          bytes(0xFF, 0xFE));

  private Mutations() {}

  static byte[] apply(byte[] input, Random random) {
    if (input.length == 0) {
      return input;
    }
    int at = random.nextInt(input.length);
    int end = Math.min(input.length, at + random.nextInt(MAX_RANGE));
    return switch (random.nextInt(9)) {
      case 0 -> flip(input, at, random);
      case 1 -> splice(input, at, at, bytes(random.nextInt(256)));
      case 2 -> splice(input, at, end, new byte[0]);
      case 3 -> splice(input, at, at, slice(input, at, end));
      case 4 -> slice(input, 0, at);
      case 5 -> splice(input, at, at, pick(BROKEN, random));
      case 6 -> splice(input, at, end, utf8(pick(TOKENS, random)));
      case 7 -> splice(input, input.length, input.length, utf8(pick(TOKENS, random)));
      default -> splice(input, at, at, utf8(pick(TOKENS, random)));
    };
  }

  private static byte[] flip(byte[] input, int at, Random random) {
    byte[] copy = input.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] splice(byte[] input, int from, int to, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + middle.length);
    out.write(input, 0, from);
    out.writeBytes(middle);
    out.write(input, to, input.length - to);
    return out.toByteArray();
  }

  private static byte[] slice(byte[] input, int from, int to) {
    return Arrays.copyOfRange(input, from, to);
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
