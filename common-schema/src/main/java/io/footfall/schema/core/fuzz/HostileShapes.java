package io.footfall.schema.core.fuzz;

import java.util.Random;
import java.util.function.IntFunction;

/** Records that are built to cost time or memory, of about a wanted size. */
final class HostileShapes {
  static final int KINDS = 18;

  private static final String START =
      "{\"eventId\":\"e\",\"userId\":\"u\",\"eventType\":\"view\","
          + "\"eventTime\":\"2026-03-01T12:00:00Z\"";
  private static final String[] DIGITS = {"0", "1", "9", "12345"};

  private HostileShapes() {}

  static String json(Random random, int size) {
    return json(random.nextInt(KINDS), random, size);
  }

  static String json(int kind, Random random, int size) {
    return switch (kind) {
      case 0 -> "[".repeat(random.nextBoolean() ? size : random.nextInt(130));
      case 1 -> "{\"a\":".repeat(random.nextBoolean() ? size / 5 : random.nextInt(130));
      case 2 -> event(random, balanced(random.nextInt(70)));
      case 3 -> members(size, i -> "\"" + Integer.toString(i, 36) + "\":1");
      case 4 -> members(size, i -> "\"" + colliding(i, 20) + "\":1");
      case 5 -> event(random, "{\"z\":0" + members(size, i -> "\"k" + i + "\":{}", "") + "}");
      case 6 -> START + ",\"amount\":" + digits(random, size) + "}";
      case 7 -> START + ",\"amount\":1e" + digits(random, size) + "}";
      case 8 -> START + ",\"amount\":\"0." + digits(random, size) + "e" + size + "\"}";
      case 9 -> event(random, "\"" + "x".repeat(size) + "\"");
      case 10 -> event(random, "\"" + "\\u00e9\ud83d\ude00\\\\".repeat(size / 12) + "\"");
      case 11 -> event(random, "[0" + ",{\"a\":1,\"b\":2}".repeat(size / 14) + "]");
      case 12 -> event(random, "[0" + ("," + wideObject()).repeat(size / 250) + "]");
      case 13 -> START + ",\"" + "k".repeat(size) + "\":1,\"" + "k".repeat(size / 9) + "\":2}";
      case 14 -> " ".repeat(size) + event(random, "1");
      case 15 -> START.replace("2026-", "2".repeat(size)) + "}";
      case 16 -> START + ",\"user\":{\"account\":{\"id\":\"u\"" + leaves(size) + "}}}";
      default -> sharedPrefixes(size, random.nextInt(200));
    };
  }

  private static String event(Random random, String value) {
    String name = random.nextBoolean() ? "extra" : random.nextBoolean() ? "userId" : "channel";
    return "{\"" + name + "\":" + value + "," + START.substring(1) + "}";
  }

  private static String balanced(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String members(int size, IntFunction<String> member) {
    return members(size, member, START) + "}";
  }

  private static String members(int size, IntFunction<String> member, String start) {
    StringBuilder json = new StringBuilder(start);
    for (int i = 0; json.length() < size; i++) {
      json.append(',').append(member.apply(i));
    }
    return json.toString();
  }

  /** Keys of one String hash: Aa and BB hash alike, in every combination. */
  private static String colliding(int number, int pairs) {
    StringBuilder key = new StringBuilder(pairs * 2);
    for (int bit = 0; bit < pairs; bit++) {
      key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }

  private static String sharedPrefixes(int size, int length) {
    String prefix = "p".repeat(length);
    return members(size, i -> "\"" + prefix + colliding(i, 16) + "\":null");
  }

  private static String leaves(int size) {
    return members(size, i -> "\"_" + Integer.toString(i, 36) + "\":1", "");
  }

  private static String wideObject() {
    return members(230, i -> "\"w" + i + "\":1", "{\"w\":0") + "}";
  }

  private static String digits(Random random, int size) {
    String digits = DIGITS[random.nextInt(DIGITS.length)];
    return "1" + digits.repeat(Math.max(1, size / digits.length()));
  }
}
