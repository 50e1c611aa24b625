package io.footfall.schema.core.codec;

import static io.footfall.schema.core.codec.Specs.paths;
import static io.footfall.schema.core.codec.Specs.privately;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Mappings;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MappingFeaturesTest {
  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final String TIME = "\"eventTime\":\"2026-03-01T12:00:00Z\"";
  private static final String REST = "\"eventId\":\"e\",\"eventType\":\"view\"," + TIME;

  private static Specs base() {
    return Specs.edit(Mappings.defaults());
  }

  @Test
  void keepsEveryUnmappedFieldAsItWasWritten() {
    BehaviorEvent event =
        event(
            base().done(),
            "\"userId\":\"u\",\"s\":\"\\u00e9\",\"n\":1.50E+2,\"t\":true,\"z\":null,"
                + "\"o\": { \"a\" : [1, \"\u00fc\"] } ,\"l\":[ ]");
    assertThat(event.properties())
        .containsExactly(
            entry("s", "\u00e9"),
            entry("n", "1.50E+2"),
            entry("t", "true"),
            entry("z", null),
            entry("o", "{ \"a\" : [1, \"\u00fc\"] }"),
            entry("l", "[ ]"));
    assertThatThrownBy(() -> event.properties().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void takesANestedFieldAndKeepsWhatIsLeftOfItsObject() {
    MappingSpec spec = base().field(Field.USER_ID, paths("$.user.id")).done();
    BehaviorEvent event =
        event(spec, "\"user\":{\"name\":\"Ann\",\"id\":\"u\",\"a b\":{\"c\":[1]}}");
    assertThat(event.userId()).isEqualTo("u");
    assertThat(event.properties())
        .containsExactly(entry("$.user.name", "Ann"), entry("$.user['a b']", "{\"c\":[1]}"));
  }

  @Test
  void aKeyThatReadsLikeAnotherFieldsPathIsADuplicate() {
    MappingSpec spec = base().field(Field.USER_ID, paths("$.user.id")).done();
    String user = "\"user\":{\"id\":\"u\",\"name\":\"Ann\"}";
    assertRejected(spec, user + ",\"$.user.name\":1", Reason.DUPLICATE_KEY, "$.user.name");
    assertRejected(spec, "\"$.user.name\":1," + user, Reason.DUPLICATE_KEY, "$.user.name");
    assertThat(event(spec, user + ",\"$.user.id\":1").properties()).containsEntry("$.user.id", "1");
  }

  @Test
  void theFirstPresentCandidateInTheMappingsOrderWins() {
    MappingSpec spec = base().field(Field.USER_ID, paths("uid", "$.user.id", "userId")).done();
    BehaviorEvent event = event(spec, "\"userId\":\"c\",\"user\":{\"id\":7},\"uid\":\"a\"");
    assertThat(event.userId()).isEqualTo("a");
    assertThat(event.properties()).containsOnly(entry("userId", "c"), entry("$.user.id", "7"));
    assertThat(event(spec, "\"userId\":\"c\",\"uid\":null").userId()).isEqualTo("c");
    assertRejected(spec, "\"userId\":\"c\",\"user\":{\"id\":7}", Reason.WRONG_TYPE, "user_id");
    assertRejected(spec, "\"userId\":\"c\",\"uid\":\" \"", Reason.MISSING_FIELD, "user_id");
  }

  @Test
  void anObjectCanBeACandidateAndLeadToAnother() {
    MappingSpec spec = base().field(Field.USER_ID, paths("$.user.id", "user")).done();
    assertThat(event(spec, "\"user\":\"u\"").userId()).isEqualTo("u");
    assertThat(event(spec, "\"user\":{\"id\":\"u\"}").userId()).isEqualTo("u");
    assertRejected(spec, "\"user\":{\"x\":1}", Reason.WRONG_TYPE, "user_id");
  }

  @Test
  void translatesValuesAndTakesNumbersWhereToldTo() {
    MappingSpec spec =
        base()
            .field(
                Field.USER_ID,
                new FieldRule(
                    paths("userId").candidates(), Map.of("7", "seven"), true, Privacy.KEEP))
            .field(
                Field.CATEGORY,
                new FieldRule(
                    paths("c").candidates(), Map.of("shoe", "shoes"), false, Privacy.KEEP))
            .done();
    assertThat(event(spec, "\"userId\":1.50,\"c\":\"shoe\"").userId()).isEqualTo("1.50");
    assertThat(event(spec, "\"userId\":7,\"c\":\"hat\"").userId()).isEqualTo("seven");
    assertThat(event(spec, "\"userId\":7,\"c\":\"shoe\"").category()).isEqualTo("shoes");
    assertRejected(spec, "\"userId\":true", Reason.WRONG_TYPE, "user_id");
    assertRejected(spec, "\"userId\":7,\"c\":1", Reason.WRONG_TYPE, "category");
  }

  @Test
  void hashesAfterTranslationAndDropsWhatIsToBeDropped() throws Exception {
    MappingSpec spec =
        base()
            .field(
                Field.USER_ID,
                new FieldRule(
                    paths("userId", "login").candidates(), Map.of("a", "b"), false, Privacy.HASH))
            .field(Field.DEVICE, privately(Privacy.DROP, "device", "imei"))
            .property("$.contact.mail", Privacy.DROP)
            .property("ip", Privacy.HASH)
            .property("note", Privacy.DROP)
            .keyed()
            .done();
    BehaviorEvent event =
        event(
            spec,
            "\"userId\":\"a\",\"login\":\"l\",\"device\":\"d\",\"imei\":\"i\",\"ip\":{\"v\":4},"
                + "\"note\":\"n\",\"contact\":{\"mail\":\"m\",\"city\":\"c\"}");
    assertThat(event.userId()).isEqualTo(hmac("b")).hasSize(64);
    assertThat(event.device()).isNull();
    assertThat(event.properties())
        .containsOnly(
            entry("login", hmac("l")),
            entry("ip", hmac("{\"v\":4}")),
            entry("$.contact.city", "c"));
    assertRejected(spec, "\"userId\":\"a\",\"device\":1", Reason.WRONG_TYPE, "device");
  }

  @Test
  void hashesSoManyPropertiesAndWithholdsTheRest() throws Exception {
    MappingSpec spec =
        base().property("a", Privacy.HASH).property("$.a.b", Privacy.HASH).keyed().done();
    StringBuilder leaves = new StringBuilder("\"first\":1");
    for (int i = 1; i <= Properties.MAX_HASHES; i++) {
      leaves.append(",\"k").append(i).append("\":1");
    }
    Map<String, String> properties =
        event(spec, "\"userId\":\"u\",\"a\":{" + leaves + "}").properties();
    assertThat(properties)
        .hasSize(Properties.MAX_HASHES + 1)
        .containsEntry("$.a.first", hmac("1"))
        .containsEntry("$.a.k" + (Properties.MAX_HASHES - 1), hmac("1"))
        .containsEntry("$.a.k" + Properties.MAX_HASHES, null);
  }

  @Test
  void anArrayInTheWayOfAPrivacyRuleIsTakenAsAWhole() throws Exception {
    MappingSpec spec =
        base()
            .property("$.a.b.secret", Privacy.DROP)
            .property("$.h.secret", Privacy.HASH)
            .property("$.p", Privacy.DROP)
            .field(Field.PAGE, paths("$.p.page"))
            .keyed()
            .done();
    BehaviorEvent event =
        event(
            spec,
            "\"userId\":\"u\",\"a\":{\"b\":[{\"secret\":1}],\"c\":2},\"h\":[{\"secret\":1}],"
                + "\"p\":{\"page\":\"/\",\"other\":3}");
    assertThat(event.page()).isEqualTo("/");
    assertThat(event.properties())
        .containsOnly(entry("$.a.c", "2"), entry("h", hmac("[{\"secret\":1}]")));
  }

  @Test
  void composesAnEventIdOfWhatReachesTheTable() throws Exception {
    MappingSpec spec =
        base().compose(Field.USER_ID, Field.EVENT_TIME, Field.ITEM_ID, Field.AMOUNT).done();
    String json = "{\"userId\":\"u\",\"eventType\":\"view\"," + TIME + ",\"amount\":%s}";
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "01"
                    + "00000001"
                    + "75"
                    + "01"
                    + "00000008"
                    + "%016x".formatted(NOW * 1_000)
                    + "00"
                    + "01"
                    + "00000008"
                    + "%016x".formatted(15_000L));
    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    assertThat(accepted(spec, json.formatted("1.5")).eventId()).isEqualTo(expected);
    assertThat(accepted(spec, json.formatted("\"1.50\"")).eventId()).isEqualTo(expected);
    EventCodec ids = EventCodec.of(spec, Projection.of(Field.EVENT_ID));
    BehaviorEvent projected = (BehaviorEvent) parse(ids, json.formatted("1.5"));
    assertThat(projected.eventId()).isEqualTo(expected);
    assertThat(projected.userId()).isNull();
    assertThat(projected.amount()).isNull();
    assertThat(event(spec, "\"userId\":\"u\"").eventId()).isEqualTo("e");
    MappingSpec ofItem = base().compose(Field.ITEM_ID).done();
    assertThat(((Rejection) parse(EventCodec.of(ofItem), json.formatted("1"))).field())
        .isEqualTo("event_id");
  }

  @Test
  void oneValueCanServeTwoFields() {
    MappingSpec spec =
        base().field(Field.ITEM_ID, paths("x")).field(Field.CATEGORY, paths("y", "x")).done();
    BehaviorEvent event = event(spec, "\"userId\":\"u\",\"x\":\"v\"");
    assertThat(List.of(event.itemId(), event.category())).containsExactly("v", "v");
    assertThat(event.properties()).isEmpty();
  }

  @Test
  void withoutBoundsOnlyTheYearsOfTheTableAreChecked() {
    MappingSpec spec =
        base().times(new TimeFormat.Epoch(TimeFormat.Unit.SECONDS)).unbounded().done();
    String json = "{\"eventId\":\"e\",\"userId\":\"u\",\"eventType\":\"view\",\"eventTime\":%s}";
    assertThat(accepted(spec, json.formatted("\"0.5\"")).eventTimeMicros()).isEqualTo(500_000);
    assertThat(accepted(spec, json.formatted("-62135596800")).userId()).isEqualTo("u");
    assertThat(((Rejection) parse(EventCodec.of(spec), json.formatted("-62135596801"))).reason())
        .isEqualTo(Reason.TIME_TOO_OLD);
    assertThat(((Rejection) parse(EventCodec.of(spec), json.formatted("253402300800"))).reason())
        .isEqualTo(Reason.TIME_TOO_FAR_AHEAD);
  }

  @Test
  void noDetailTellsAValueOfTheRecord() {
    for (String member :
        List.of(
            "\"userId\":\"s3cret",
            "\"userId\":s3cret",
            "\"userId\":{\"s3cret\":1}",
            "\"userId\":\"u\",\"amount\":\"s3cret\"",
            "\"userId\":\"u\",\"x\":\"\\s3cret\"")) {
      Rejection rejection =
          (Rejection) parse(EventCodec.of(base().done()), "{" + REST + "," + member + "}");
      assertThat(rejection.toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void refusesAMappingThatContradictsItself() {
    MappingSpec spec = base().property("ip", Privacy.HASH).done();
    assertThatThrownBy(() -> EventCodec.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no hash key");
  }

  private static BehaviorEvent event(MappingSpec spec, String members) {
    return accepted(spec, "{" + REST + "," + members + "}");
  }

  private static BehaviorEvent accepted(MappingSpec spec, String json) {
    Verdict verdict = parse(EventCodec.of(spec), json);
    assertThat(verdict).isInstanceOf(BehaviorEvent.class);
    return (BehaviorEvent) verdict;
  }

  private static void assertRejected(
      MappingSpec spec, String members, Reason reason, String field) {
    Rejection rejection = (Rejection) parse(EventCodec.of(spec), "{" + REST + "," + members + "}");
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
  }

  private static Verdict parse(EventCodec codec, String json) {
    return codec.parse(json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return new SimpleEntry<>(key, value);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Specs.KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
