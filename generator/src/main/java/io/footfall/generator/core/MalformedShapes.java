package io.footfall.generator.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.schema.core.event.Reason;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Ways to break an event, under the reason that the event contract gives for each. Assumes the
 * default mapping and the default bounds of event time.
 */
final class MalformedShapes {
  /** The contract's largest record, and a little. */
  private static final int TOO_MANY_BYTES = (1 << 20) + 1;

  /** A megabyte a time: seldom, or it is all that is sent. */
  private static final double TOO_LARGE_SHARE = 0.002;

  private static final Duration OLDER_THAN_ALLOWED = Duration.ofDays(45);
  private static final byte[] NOT_UTF8 = {(byte) 0xC3, 0x28};

  private final Rng rng;
  private final Map<Reason, List<Way>> shapes = new EnumMap<>(Reason.class);
  private final List<Reason> reasons;

  /** From a valid event to what is sent for it; null for a tombstone. */
  private interface Way {
    String apply(String json);
  }

  /** Bytes to send, null for a tombstone, and what the codec must say of them. */
  static final class Broken {
    final byte[] value;
    final Reason reason;

    Broken(byte[] value, Reason reason) {
      this.value = value;
      this.reason = reason;
    }
  }

  MalformedShapes(Rng rng) {
    this.rng = rng;
    add(Reason.EMPTY, json -> null, json -> "", json -> "   ");
    add(
        Reason.MALFORMED_JSON,
        json -> "{",
        json -> "{}{}",
        json -> json.substring(0, json.length() - 1),
        json -> json.substring(0, json.length() / 2),
        json -> json + "garbage",
        json -> json.substring(0, json.length() - 1) + ",}",
        json -> json.replace('"', '\''),
        json -> "{/* why */" + json.substring(1),
        json -> with(json, "\"amount\":NaN"));
    add(
        Reason.DUPLICATE_KEY,
        json -> with(json, "\"userId\":\"u-0\""),
        json -> with(json, "\"extra\":{\"a\":1,\"a\":2}"));
    add(Reason.TOO_DEEP, json -> with(json, "\"tags\":" + "[".repeat(1_001) + "]".repeat(1_001)));
    add(Reason.NOT_AN_OBJECT, json -> "null", json -> "[]", json -> "\"str\"", json -> "42");
    add(
        Reason.MISSING_FIELD,
        json -> "{}",
        json -> without(json, "userId"),
        json -> without(json, "eventTime"),
        json -> replaced(json, "userId", "\"  \""),
        json -> replaced(json, "eventType", "null"));
    add(
        Reason.WRONG_TYPE,
        json -> replaced(json, "userId", "12345"),
        json -> replaced(json, "page", "{\"path\":\"/\"}"),
        json -> replaced(json, "eventType", "[\"view\"]"),
        json -> replaced(json, "channel", "true"));
    add(
        Reason.BAD_TIME,
        json -> replaced(json, "eventTime", "\"2026-02-30T10:00:00.000Z\""),
        json -> replaced(json, "eventTime", "\"2026-03-01T10:00:00\""),
        json -> replaced(json, "eventTime", "\"2026-03-01T10:00:00+25:00\""),
        json -> replaced(json, "eventTime", "\"2016-12-31T23:59:60Z\""),
        json -> replaced(json, "eventTime", "\"yesterday\""));
    add(
        Reason.TIME_TOO_FAR_AHEAD,
        json -> replaced(json, "eventTime", "\"2099-01-01T00:00:00.000Z\""));
    add(
        Reason.TIME_TOO_OLD,
        json -> replaced(json, "eventTime", "\"1970-01-01T00:00:00.000Z\""),
        MalformedShapes::older);
    add(
        Reason.BAD_AMOUNT,
        json -> with(json, "\"amount\":\"twelve\""),
        json -> with(json, "\"amount\":1e999999999"),
        json -> with(json, "\"amount\":1.23456"),
        json -> with(json, "\"amount\":1234567890123456789"));
    reasons = new ArrayList<>(shapes.keySet());
    reasons.add(Reason.INVALID_UTF8);
  }

  private void add(Reason reason, Way... ways) {
    shapes.put(reason, List.of(ways));
  }

  /** Breaks a valid event without an amount, given as JSON. */
  Broken breakOne(byte[] valid) {
    String json = new String(valid, UTF_8);
    if (rng.chance(TOO_LARGE_SHARE)) {
      String note = "\"note\":\"" + "x".repeat(TOO_MANY_BYTES) + '"';
      return new Broken(with(json, note).getBytes(UTF_8), Reason.TOO_LARGE);
    }
    Reason reason = reasons.get(rng.below(reasons.size()));
    if (reason == Reason.INVALID_UTF8) {
      return new Broken(notUtf8(json), reason);
    }
    List<Way> ways = shapes.get(reason);
    String broken = ways.get(rng.below(ways.size())).apply(json);
    return new Broken(broken == null ? null : broken.getBytes(UTF_8), reason);
  }

  private static String with(String json, String member) {
    return "{" + member + "," + json.substring(1);
  }

  private static String replaced(String json, String name, String value) {
    return json.substring(0, valueStart(json, name)) + value + json.substring(end(json, name));
  }

  private static String without(String json, String name) {
    String member = json.substring(valueStart(json, name) - name.length() - 3, end(json, name));
    return json.replace("," + member, "");
  }

  private static String older(String json) {
    String time = json.substring(valueStart(json, "eventTime") + 1, end(json, "eventTime") - 1);
    Instant old = Instant.parse(time).minus(OLDER_THAN_ALLOWED);
    return replaced(json, "eventTime", "\"" + old + "\"");
  }

  private static byte[] notUtf8(String json) {
    int at = valueStart(json, "page") + 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(json.substring(0, at).getBytes(UTF_8));
    out.writeBytes(NOT_UTF8);
    out.writeBytes(json.substring(at).getBytes(UTF_8));
    return out.toByteArray();
  }

  private static int valueStart(String json, String name) {
    String key = "\"" + name + "\":";
    return json.indexOf(key) + key.length();
  }

  /** Past the closing quote of a text that holds none. */
  private static int end(String json, String name) {
    return json.indexOf('"', valueStart(json, name) + 1) + 1;
  }
}
