package io.footfall.schema.core.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Mappings;
import io.footfall.schema.core.mapping.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the corpus of hostile input, with its verdict. */
class CorpusTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String VALID =
      "{\"eventId\":\"e1\",\"userId\":\"u1\",\"eventType\":\"view\","
          + "\"eventTime\":\"2026-03-01T12:00:00Z\"}";

  private final EventCodec codec = EventCodec.of(Mappings.defaults());
  private final List<DynamicTest> rows = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> wholeRecords() {
    rejects("null value", (byte[]) null, Reason.EMPTY, null);
    rejects("empty", "", Reason.EMPTY, null);
    rejects("only spaces", " \r\n\t ", Reason.EMPTY, null);
    rejects("only a byte order mark", "\ufeff", Reason.EMPTY, null);
    accepts("valid event", VALID, event -> assertThat(event.userId()).isEqualTo("u1"));
    accepts("valid event of exactly 1 MiB", padded(EventCodec.MAX_BYTES), event -> {});
    rejects("one byte over 1 MiB", padded(EventCodec.MAX_BYTES + 1), Reason.TOO_LARGE, null);
    rejects("20 million characters", "\"" + "x".repeat(20_000_000) + "\"", Reason.TOO_LARGE, null);
    rejects("1 MB field name", with("\"" + "k".repeat(1 << 20) + "\":1"), Reason.TOO_LARGE, null);
    accepts(
        "byte order mark", "\ufeff" + VALID, event -> assertThat(event.eventId()).isEqualTo("e1"));
    for (String top : List.of("null", "[]", "\"str\"", "42", "true", " [1,{}] ")) {
      rejects(top, top, Reason.NOT_AN_OBJECT, null);
    }
    rejects("{}", "{}", Reason.MISSING_FIELD, "event_id");
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> structure() {
    malformed("{", "{}{}", VALID + "x", VALID + " {}", "{\"a\":1,}", "[1,]", "{'a':1}", "nul");
    malformed("/*c*/" + VALID, VALID + "//c", with("\"amount\":NaN"), with("\"x\":-Infinity"));
    malformed(with("\"x\":01"), with("\"x\":.5"), with("\"x\":+1"), with("\"x\":1."), "42 43");
    malformed(with("\"x\":\"a\nb\""), with("\"x\":\"\\x\""), with("\"x\":\"\\u12\""), "\u00a0");
    malformed(with("x:1"), "\u0000" + VALID, "{\u0000", "\"\u0000\"", "[\"a\" \"b\"]", "]");
    rejects("UTF-16", "{\"a\":1}".getBytes(UTF_16BE), Reason.MALFORMED_JSON, null);
    rejects("1,001 nested arrays", "[".repeat(1_001) + "]".repeat(1_001), Reason.TOO_DEEP, null);
    rejects("100,000 nested objects", "{\"a\":".repeat(100_000), Reason.TOO_DEEP, null);
    rejects("65 levels", with("\"a\":" + nested(64)), Reason.TOO_DEEP, null);
    accepts("64 levels", with("\"a\":" + nested(63)), event -> {});
    rejects("65 arrays at the top", nested(65), Reason.TOO_DEEP, null);
    rejects("64 arrays at the top", nested(64), Reason.NOT_AN_OBJECT, null);
    rejects("userId twice", with("\"userId\":\"u1\""), Reason.DUPLICATE_KEY, "userId");
    rejects("userId twice, escaped", with("\"\\u0075serId\":1"), Reason.DUPLICATE_KEY, "userId");
    rejects("a nested key twice", with("\"x\":[{\"k\":1,\"k\":2}]"), Reason.DUPLICATE_KEY, "k");
    rejects("key twice in front of bad JSON", with("\"a\":1,\"a\":01"), Reason.DUPLICATE_KEY, "a");
    rejects(
        "bad JSON in front of a key twice", with("\"a\":01,\"a\":1"), Reason.MALFORMED_JSON, null);
    rejects("a key twice at the end of many", manyKeysAndOneTwice(), Reason.DUPLICATE_KEY, "k0");
    rejects(
        "terminal codes in a key",
        with("\"\\u001b[1m\":1,\"\\u001b[1m\":1"),
        Reason.DUPLICATE_KEY,
        "\\u001b[1m");
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> encoding() {
    for (String hex :
        List.of("c328", "c0af", "eda080", "f4908080", "80", "e282", "ff", "f8888080")) {
      rejects("bytes " + hex, spliced(HexFormat.of().parseHex(hex)), Reason.INVALID_UTF8, null);
    }
    rejects(
        "bad bytes behind bad JSON", spliced(new byte[] {'"', '"', -1}), Reason.INVALID_UTF8, null);
    rejects("half a surrogate", with("\"x\":\"\\ud800\""), Reason.INVALID_UTF8, null);
    rejects(
        "half a surrogate, skipped", with("\"x\":[{\"\\udc00\":1}]"), Reason.INVALID_UTF8, null);
    rejects("two high surrogates", with("\"x\":\"\\ud800\\ud800\""), Reason.INVALID_UTF8, null);
    rejects("half a surrogate, no object", "[\"\\ud83d\"]", Reason.INVALID_UTF8, null);
    rejects("half a surrogate and bad JSON", "[\"\\ud83d\"", Reason.MALFORMED_JSON, null);
    accepts(
        "escaped backslash before u",
        with("\"x\":\"\\\\ud800\""),
        event -> assertThat(event.properties()).containsEntry("x", "\\ud800"));
    accepts(
        "escaped emoji",
        with("\"x\":\"\\ud83d\\ude00\""),
        event -> assertThat(event.properties()).containsEntry("x", "\ud83d\ude00"));
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> textThatIsKeptAsItIs() {
    for (String id :
        List.of(
            "\u0000",
            "\u202eabc",
            "a\u200db",
            "a\r\nERROR fake line",
            "\u001b[31mred",
            "${jndi:ldap://x}",
            "<script>alert(1)</script>",
            "=cmd|' /C calc'!A0",
            "'; DROP TABLE users; --",
            "../../etc/passwd",
            "a=b/c%2F",
            "\u00fc".repeat(150),
            "__HIVE_DEFAULT_PARTITION__",
            "a@example.org",
            "4111 1111 1111 1111")) {
      accepts(
          "userId " + Details.shown(id),
          replaced("\"u1\"", quoted(id)),
          event -> assertThat(event.userId()).isEqualTo(id));
      accepts(
          "channel " + Details.shown(id),
          with("\"channel\":" + quoted(id)),
          event -> assertThat(event.channel()).isEqualTo(id));
    }
    accepts(
        "UserId beside userId",
        with("\"UserId\":\"x\""),
        event -> assertThat(event.properties()).containsEntry("UserId", "x"));
    accepts(
        "unknown eventType",
        replaced("\"view\"", "\"teleport\""),
        event -> assertThat(event.eventType()).isEqualTo("teleport"));
    accepts(
        "blank optional text",
        with("\"page\":\" \""),
        event -> assertThat(event.page()).isEqualTo(" "));
    accepts(
        "null optional text",
        with("\"page\":null"),
        event -> {
          assertThat(event.page()).isNull();
          assertThat(event.properties()).isEmpty();
        });
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> types() {
    for (String blank : List.of("\"\"", "\" \\t\"", "\"\u2003\"", "null")) {
      rejects("userId " + blank, replaced("\"u1\"", blank), Reason.MISSING_FIELD, "user_id");
      rejects("eventTime " + blank, time(blank), Reason.MISSING_FIELD, "event_time");
    }
    for (String other : List.of("1", "1.5", "true", "false", "{}", "[]", "[\"u1\"]")) {
      rejects("userId " + other, replaced("\"u1\"", other), Reason.WRONG_TYPE, "user_id");
      rejects("channel " + other, with("\"channel\":" + other), Reason.WRONG_TYPE, "channel");
      rejects("eventTime " + other, time(other), Reason.WRONG_TYPE, "event_time");
    }
    for (String other : List.of("true", "{}", "[]")) {
      rejects("amount " + other, with("\"amount\":" + other), Reason.WRONG_TYPE, "amount");
    }
    rejects(
        "the first field in canonical order",
        "{\"currency\":1,\"userId\":2,\"eventId\":\"e\"}",
        Reason.WRONG_TYPE,
        "user_id");
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> amounts() {
    amount("\"19.95\"", "19.95");
    amount("\"+19.95\"", "19.95");
    amount("-0", "0");
    amount("-0.0", "0");
    amount("0.1", "0.1");
    amount("1e3", "1000");
    amount("12.50000000", "12.5");
    amount("99999999999999.9999", "99999999999999.9999");
    amount("1" + "0".repeat(1_000) + "e-1000", "1");
    amount("0e999999999", "0");
    for (String bad :
        List.of(
            "9".repeat(1_001),
            "1e999999999",
            "1e-999999999",
            "123456789012345678.9",
            "1234567890123456789",
            "100000000000000",
            "0.00001",
            "\"abc\"",
            "\"\"",
            "\" 1\"",
            "\"1,5\"",
            "\"0x10\"",
            "\"1f\"",
            "\"01\"",
            "\"NaN\"",
            "\"\u0661\"")) {
      String name = "amount " + (bad.length() > 30 ? "of " + bad.length() + " digits" : bad);
      rejects(name, with("\"amount\":" + bad), Reason.BAD_AMOUNT, "amount");
    }
    return rows.stream();
  }

  @TestFactory
  Stream<DynamicTest> times() {
    rejects("31 days before", time("\"2026-01-29T12:00:00Z\""), Reason.TIME_TOO_OLD, "event_time");
    accepts("30 days before", time("\"2026-01-30T12:00:00Z\""), event -> {});
    rejects(
        "30 days and 1 us before",
        time("\"2026-01-30T11:59:59.999999Z\""),
        Reason.TIME_TOO_OLD,
        "event_time");
    accepts("5 minutes ahead", time("\"2026-03-01T12:05:00Z\""), event -> {});
    rejects(
        "5 minutes and 1 us ahead",
        time("\"2026-03-01T12:05:00.000001Z\""),
        Reason.TIME_TOO_FAR_AHEAD,
        "event_time");
    rejects("2099", time("\"2099-01-01T00:00:00Z\""), Reason.TIME_TOO_FAR_AHEAD, "event_time");
    for (String bad :
        List.of(
            "2026-02-30T00:00:00Z",
            "2026-03-01T11:59:60Z",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00+25:00",
            "yesterday",
            "2026-03-01",
            "1772366400000")) {
      rejects(bad, time("\"" + bad + "\""), Reason.BAD_TIME, "event_time");
    }
    MappingSpec millis = withTimes(new TimeFormat.Epoch(TimeFormat.Unit.MILLIS));
    EventCodec epoch = EventCodec.of(millis);
    for (String old : List.of("1772366400", "0", "-1", "-1e300", "\"1772366400\"")) {
      add(
          "epoch ms " + old,
          epoch.parse(time(old).getBytes(UTF_8), NOW.toEpochMilli()),
          verdict -> assertRejected(verdict, Reason.TIME_TOO_OLD, "event_time"));
    }
    add(
        "epoch ms beyond all",
        epoch.parse(time("1e999999999").getBytes(UTF_8), NOW.toEpochMilli()),
        verdict -> assertRejected(verdict, Reason.TIME_TOO_FAR_AHEAD, "event_time"));
    return rows.stream();
  }

  private static MappingSpec withTimes(TimeFormat format) {
    return Specs.edit(Mappings.defaults()).times(format).field(Field.PAGE, FieldRule.from()).done();
  }

  private void amount(String json, String value) {
    String name = "amount " + (json.length() > 30 ? "of " + json.length() + " characters" : json);
    accepts(
        name,
        with("\"amount\":" + json),
        event -> assertThat(event.amount()).isEqualByComparingTo(new BigDecimal(value)));
  }

  private void malformed(String... records) {
    for (String json : records) {
      rejects("malformed: " + Details.shown(json), json, Reason.MALFORMED_JSON, null);
    }
  }

  private void accepts(String name, String json, Consumer<BehaviorEvent> check) {
    add(
        name,
        codec.parse(json.getBytes(UTF_8), NOW.toEpochMilli()),
        verdict -> {
          assertThat(verdict).isInstanceOf(BehaviorEvent.class);
          check.accept((BehaviorEvent) verdict);
        });
  }

  private void rejects(String name, String json, Reason reason, String field) {
    rejects(name, json.getBytes(UTF_8), reason, field);
  }

  private void rejects(String name, byte[] value, Reason reason, String field) {
    add(
        name,
        codec.parse(value, NOW.toEpochMilli()),
        verdict -> assertRejected(verdict, reason, field));
  }

  private static void assertRejected(Verdict verdict, Reason reason, String field) {
    assertThat(verdict).isInstanceOf(Rejection.class);
    Rejection rejection = (Rejection) verdict;
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
    assertThat(rejection.detail()).isNotBlank().hasSizeLessThanOrEqualTo(200);
  }

  private void add(String name, Verdict verdict, Consumer<Verdict> check) {
    rows.add(DynamicTest.dynamicTest(name, () -> check.accept(verdict)));
  }

  private static String with(String members) {
    return VALID.substring(0, VALID.length() - 1) + "," + members + "}";
  }

  private static String replaced(String old, String value) {
    return VALID.replace(old, value);
  }

  private static String time(String json) {
    return replaced("\"2026-03-01T12:00:00Z\"", json);
  }

  private static String padded(int bytes) {
    String frame = with("\"pad\":\"\"");
    return with("\"pad\":\"" + "x".repeat(bytes - frame.length()) + "\"");
  }

  private static String nested(int arrays) {
    return "[".repeat(arrays) + "]".repeat(arrays);
  }

  private static String manyKeysAndOneTwice() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      members.append("\"k").append(i).append("\":1,");
    }
    return with(members + "\"k0\":2");
  }

  private static byte[] spliced(byte[] bytes) {
    byte[] frame = with("\"x\":\"\"").getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(frame, 0, frame.length - 2);
    out.writeBytes(bytes);
    out.write(frame, frame.length - 2, 2);
    return out.toByteArray();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .mapToObj(c -> c < ' ' ? String.format("\\u%04x", c) : Character.toString(c))
        .forEach(json::append);
    return json.append('"').toString();
  }
}
