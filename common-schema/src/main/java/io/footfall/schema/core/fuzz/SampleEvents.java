package io.footfall.schema.core.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** JSON of events that are valid, or nearly so, with keys for every mapping feature. */
final class SampleEvents {
  /** The Kafka timestamp that the samples' event times are around: 2026-03-01T12:00:00Z. */
  static final long TIMESTAMP_MILLIS = 1_772_366_400_000L;

  private static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\" \"",
          "\"web\"",
          "\"purchase\"",
          "\"caf\u00e9 \ud83d\ude00\"",
          "\"\\ud83d\\ude00\\u0000\\n\\\"\"",
          "\"\u202e\u200d\"",
          "\"${jndi:ldap://x}\"",
          "\"\\u001b[31m\"");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "19.9500",
          "1e3",
          "1E-4",
          "1e-5",
          "99999999999999.9999",
          "1e14",
          "0.00001",
          "12345678901234567890",
          "\"+7\"",
          "\"07\"",
          "\"1,5\"",
          "1772366400000");
  private static final List<String> OTHERS =
      List.of("null", "true", "false", "{}", "[]", "[1,{\"a\":[]}]", "{\"a\":{\"b\":1}}", "7");
  private static final List<String> TIMES =
      List.of(
          "2026-02-30T00:00:00Z",
          "2026-03-01T11:59:60Z",
          "2026-03-01T12:00:00",
          "2026-03-01T12:00:00+25:00",
          "2026-03-01T12:00Z",
          "2026-03-01t12:00:00z",
          "2026-03-01T14:00:00.123456789+02:00",
          "2099-01-01T00:00:00Z",
          "2026-01-29T12:00:00Z",
          "2026-01-30T12:00:00Z",
          "2026-03-01T12:05:00Z",
          "2026-03-01T12:05:00.000001Z",
          "-0001-01-01T00:00:00Z",
          "+10000-01-01T00:00:00Z");

  private SampleEvents() {}

  static String json(Random random) {
    List<String> members = new ArrayList<>();
    String id = "\"e-" + random.nextInt(1_000_000) + "\"";
    add(members, random, "eventId", id, 50);
    add(members, random, "userId", "\"u-" + random.nextInt(5_000) + "\"", 30);
    add(members, random, "eventType", "\"view\"", 50);
    add(members, random, "eventTime", '"' + time(random) + '"', 50);
    add(members, random, "ts", Long.toString(TIMESTAMP_MILLIS - random.nextInt(100_000)), 5);
    for (String name : List.of("itemId", "category", "page", "channel", "device", "campaign")) {
      add(members, random, name, pick(random, STRINGS), 20);
    }
    String amount = random.nextInt(1_000) + "." + random.nextInt(100);
    add(members, random, "amount", random.nextInt(4) == 0 ? pick(random, NUMBERS) : amount, 9);
    add(members, random, "currency", "\"EUR\"", 20);
    for (String name : List.of("type", "note", "secret", "UserId", "$.user.name", "\\u006eote2")) {
      add(members, random, name, any(random), 2);
    }
    add(members, random, "user", user(random), 2);
    if (random.nextInt(4) == 0) {
      Collections.shuffle(members, random);
    }
    return "{" + String.join(random.nextInt(8) == 0 ? " ,\r\n" : ",", members) + "}";
  }

  private static String user(Random random) {
    if (random.nextInt(8) == 0) {
      return any(random);
    }
    List<String> members = new ArrayList<>();
    for (String name : List.of("id", "name", "email", "device", "spent", "na me")) {
      add(members, random, name, any(random), 2);
    }
    add(members, random, "account", "{\"id\":" + any(random) + ",\"iban\":\"DE00\"}", 2);
    return "{" + String.join(",", members) + "}";
  }

  private static String time(Random random) {
    if (random.nextInt(10) == 0) {
      return pick(random, TIMES);
    }
    long millis = TIMESTAMP_MILLIS - random.nextInt(3_600_000);
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String any(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(random, STRINGS);
      case 1 -> pick(random, NUMBERS);
      case 2 -> "\"v" + random.nextInt(1_000) + "\"";
      default -> pick(random, OTHERS);
    };
  }

  /** One in {@code rarity} is left out, and as many have a value of any kind. */
  private static void add(
      List<String> members, Random random, String name, String value, int rarity) {
    int chance = random.nextInt(rarity * 2);
    if (chance != 0) {
      members.add('"' + name + "\":" + (chance == 1 ? any(random) : value));
    }
  }

  private static String pick(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
