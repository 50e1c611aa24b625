package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
  @TempDir private Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new ConfigFixture(folder);
  }

  @Test
  void oneProblemIsOneSentence() {
    assertThat(fixture.error("\n\nfootfall.source.max-offsets-per-trigger = many"))
        .isEqualTo(
            "footfall.source.max-offsets-per-trigger = many (application.conf:3): not a whole"
                + " number. Write e.g. 100000.");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String error =
        fixture.error(
            """
            footfall.pipelin = x
            footfall.ingest.trigger = 10
            kafka.auto.offset.reset=latest
            footfall.mapping.user-id.privacy = drop
            """,
            Map.of("FOOTFALL_REPORT_ZONE", "Mars", "FOOTFALL_SOURCE_MAX_OFFSET", "1"),
            Map.of(
                "kafka.topic.user",
                "a b",
                "footfall.warehouse",
                "/d/checkpoints/x",
                "footfall.data-dir",
                "/d"));

    assertThat(error.lines().map(line -> line.replaceFirst("[.]$", "")))
        .containsExactlyInAnyOrder(
            "the configuration has 8 problems. Correct all of these:",
            "  footfall.pipelin (application.conf:1): unknown key; did you mean footfall.pipeline?"
                + " docs/configuration.md lists the keys",
            "  footfall.ingest.trigger = 10 (application.conf:2): a duration without a unit; write"
                + " e.g. 10 minutes, 90 s or 500 ms",
            "  kafka.auto.offset.reset = latest (application.conf:3): not for a Footfall source; use"
                + " footfall.source.starting-offsets",
            "  footfall.mapping.user-id.privacy = drop (application.conf:4): a required field cannot"
                + " be dropped; hash it",
            "  footfall.report.zone = Mars (environment FOOTFALL_REPORT_ZONE): not a time zone; write"
                + " e.g. UTC or Europe/Berlin",
            "  environment FOOTFALL_SOURCE_MAX_OFFSET: no key has this name; did you mean"
                + " FOOTFALL_SOURCE_MAX_OFFSETS_PER_TRIGGER? docs/configuration.md lists the keys",
            "  kafka.topic.user = a b (command line): not a name; use letters, digits, '.', '_' and"
                + " '-' only, and not just dots",
            "  footfall.warehouse = /d/checkpoints/x (command line) and spark.checkpoint.dir ="
                + " /d/checkpoints (default): tables and checkpoints lie in one another; give them"
                + " folders beside each other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "footfall.sorce.max-offsets-per-trigger=1|footfall.source.max-offsets-per-trigger",
        "footfall.max-offsets-per-trigger=1|footfall.source.max-offsets-per-trigger",
        "footfall.source.maxOffsetsPerTrigger=1|footfall.source.max-offsets-per-trigger",
        "footfall { sorce { starting-offsets = latest } }|footfall.source.starting-offsets",
        "footfall.mapping.userid = x|footfall.mapping.user-id",
        "footfall.mapping.event-time.formt = x|footfall.mapping.event-time.format",
        "fotfall.pipeline = x|footfall",
        "kafak.topic.user = x|kafka",
      })
  void misspeltKeysAreAnsweredWithTheRightOne(String line, String meant) {
    assertThat(fixture.error(line))
        .contains("(application.conf:1): unknown key. Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "footfall.pipeline = a/b|not a name",
        "footfall.pipeline = \"..\"|not a name",
        "footfall.pipeline = \"\"|empty",
        "footfall.pipeline = [a]|a list",
        "footfall.pipeline { a = 1 }|a group of keys",
        "footfall.source = 5|a group of keys, not a key. Set e.g. footfall.source.",
        "footfall.source.max-offsets-per-trigger = 0|less than 1",
        "footfall.source.max-offsets-per-trigger = 99999999999999999999|too large",
        "footfall.source.starting-offsets = first|Write one of earliest, latest, published",
        "footfall.ingest.trigger = soon|not a duration",
        "footfall.ingest.trigger = -1 s|negative",
        "footfall.validation.max-age = never|not a duration",
        "footfall.quarantine.raw = yes|Write one of auto, keep, omit",
        "footfall.warehouse = \"~/x\"|'~' has no meaning here",
        "kafka.bootstrap.servers=broker1,broker2:9092|'broker1' is not host:port",
        "kafka.bootstrap.servers=broker1:99999|'broker1:99999' is not host:port",
        "kafka.isolation.level=committed|read_committed, read_uncommitted",
        "kafka.enable.auto.commit=true|Remove it: offsets are published",
        "kafka.value.deserializer=x|Remove it: records are read as bytes",
        "kafka.interceptor.classes=x|Remove it: an interceptor",
        "footfall.mapping.user-id = \"$.a..b\"|'$.a..b' is no JSON path: a key was expected",
        "footfall.mapping.user-id = [a, a]|listed twice",
        "footfall.mapping.user-id = []|a required field without a path",
        "footfall.mapping.event-id = []|set footfall.mapping.event-id.compose",
        "footfall.mapping.event-id.compose = [event-id]|not a field to compose from",
        "footfall.mapping.amount.privacy = hash|a field that is no text cannot be hashed",
        "footfall.mapping.amount.translate { a = b }|unknown key",
        "footfall.mapping.page.translate { a.b = c }|'a' is not translated to a text",
        "footfall.mapping.page.accept-numbers = maybe|neither true nor false",
        "footfall.mapping.page.privacy = hash|hashing needs a key. Set footfall.privacy.hash-key",
        "footfall.mapping.properties.hash = [ip]|hashing needs a key",
        "footfall.mapping.properties.drop = [userId]|Use footfall.mapping.user-id.privacy",
        "footfall.mapping.event-time.format = pattern|needs a pattern",
        "footfall.mapping.event-time.pattern = uuuu|has no effect with format = iso-8601",
        "footfall.mapping.event-time { format = pattern, pattern = uuuu-MM-dd }|a date and a time",
        "footfall.mapping.event-time { format = pattern, pattern = \"{\" }|a date and a time",
        "footfall.privacy.hash-key-file = /does/not/exist|the file does not exist",
        "footfall.source.secrets-file = /does/not/exist|/does/not/exist does not exist",
        "footfall.privacy.hash-key = abc|Set FOOTFALL_PRIVACY_HASH_KEY or",
      })
  void badValuesAreExplained(String conf, String explanation) {
    assertThat(fixture.error(conf)).contains(explanation).doesNotContain("\n");
  }

  @Test
  void aPropertyIsDroppedOrHashed() {
    String conf = "footfall.mapping.properties { drop = [ip], hash = [ip] }";
    Map<String, String> key = Map.of("FOOTFALL_PRIVACY_HASH_KEY", "0123456789abcdef");

    assertThat(fixture.error(conf, key, Map.of()))
        .isEqualTo(
            "footfall.mapping.properties.hash = ip (application.conf:1): ip is also dropped. List it"
                + " under drop or under hash.");
  }

  @Test
  void topicNamesAreAtMostAsLongAsKafkaAllows() {
    assertThat(fixture.load("kafka.topic.user=" + "t".repeat(249)).warnings()).isEmpty();
    assertThat(fixture.error("kafka.topic.user=" + "t".repeat(250)))
        .contains("250 characters long. Use at most 249.");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b, true",
    "/a/b, /a/b/c, true",
    "/a/b/c, /a/b, true",
    "/a/b, /a/bc, false",
    "/a/x/../b, file:///a/b, true",
    "hdfs://n/a, hdfs://N/a/b, true",
    "hdfs://n/a, hdfs://m/a, false",
    "s3a://b/a, /a, false",
  })
  void tablesAndCheckpointsMustLieApart(String warehouse, String checkpoints, boolean overlap) {
    assertThat(Locations.overlap(warehouse, checkpoints)).isEqualTo(overlap);
  }

  @Test
  void brokenSyntaxIsOneLineWithItsPlace() {
    assertThat(fixture.error("footfall.pipeline = x\nfootfall.warehouse = s3a://bucket/x\n"))
        .startsWith(
            "application.conf:2: not valid HOCON: Expecting end of input or a comma, got ':'")
        .contains("needs double quotes")
        .doesNotContain("\n");
    assertThat(fixture.error("footfall {\n pipeline = x\n"))
        .startsWith("application.conf:")
        .doesNotContain("\n");
    assertThat(fixture.error("a = 1\nfootfall.pipeline = ${nowhere}"))
        .startsWith("application.conf:2: not valid HOCON: Could not resolve substitution");
  }

  @Test
  void filesThatCannotBeReadAreOneLine() {
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(Path.of("no.conf")), Map.of(), Map.of()))
        .isInstanceOf(FootfallException.class)
        .hasMessage("no.conf does not exist. Name a file that can be read.");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(folder), Map.of(), Map.of()))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("is a folder");
    assertThat(fixture.error("include \"other.conf\"")).startsWith("other.conf does not exist");
    assertThat(fixture.error("include \"application.conf\""))
        .startsWith("application.conf: includes application.conf, which is being read already");
  }

  @Test
  void keysOutsideOfTheThreeRootsAreWarnedOf() {
    assertThat(fixture.load("base = x\nfootfall.pipeline = ${base}").warnings())
        .singleElement()
        .asString()
        .endsWith(
            "application.conf:1) is not a key of Footfall; it counts only where ${base} refers"
                + " to it");
    assertThat(fixture.error("", Map.of(), Map.of("base", "x")))
        .isEqualTo("base (command line): unknown key. Begin it with footfall, kafka or spark.");
  }

  @Test
  void unknownKafkaKeysAreWarnedOf() {
    var loaded = fixture.load("kafka.fetch.max.byts=1\nkafka.topic.usr=t\nkafka.zzz=1");

    assertThat(loaded.warnings().stream().map(fixture::shortened))
        .containsExactlyInAnyOrder(
            "kafka.fetch.max.byts (application.conf:1) is no setting of Kafka's clients; it is passed"
                + " on as it is; did you mean kafka.fetch.max.bytes?",
            "kafka.topic.usr (application.conf:2) is no setting of Kafka's clients; it is passed on"
                + " as it is; did you mean kafka.topic.user?",
            "kafka.zzz (application.conf:3) is no setting of Kafka's clients; it is passed on as it"
                + " is");
    assertThat(loaded.config().kafka().clientOptions()).containsEntry("zzz", "1");
  }
}
