package io.footfall.schema.core.config;

import static io.footfall.schema.core.config.ConfigFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.footfall.schema.core.config.ConfigLoader.EffectiveValue;
import io.footfall.schema.core.config.ConfigLoader.Loaded;
import io.footfall.schema.core.config.QuarantineConfig.RawPolicy;
import io.footfall.schema.core.config.SourceConfig.StartingOffsets;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.TimeFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir private Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new ConfigFixture(folder);
  }

  @Test
  void nothingGivenMeansDefaults() {
    Loaded loaded = ConfigLoader.load(Optional.empty(), Map.of(), Map.of());
    FootfallConfig config = loaded.config();
    String here = Path.of("").toAbsolutePath().toString();

    assertThat(config.pipeline()).isEqualTo("default");
    assertThat(config.warehouse()).isEqualTo(here + "/footfall-data/warehouse");
    assertThat(config.checkpointRoot()).isEqualTo(here + "/footfall-data/checkpoints");
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaConfig(
                Optional.empty(),
                "user_behavior",
                "footfall",
                Map.of("isolation.level", "read_committed")));
    assertThat(config.source())
        .isEqualTo(new SourceConfig(StartingOffsets.EARLIEST, 500_000, false));
    assertThat(config.ingest().trigger()).isZero();
    assertThat(config.metrics())
        .isEqualTo(
            new MetricsConfig(
                true,
                "127.0.0.1",
                9461,
                false,
                List.of("view", "search", "click", "cart", "order", "payment"),
                List.of("EUR", "USD", "GBP", "CHF", "PLN", "SEK", "JPY", "CNY"),
                Duration.ofSeconds(5)));
    assertThat(config.quarantine().raw()).isEqualTo(RawPolicy.AUTO);
    assertThat(config.report().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(config.spark()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void defaultMappingTakesTheCamelCaseNames() {
    var mapping = ConfigLoader.load(Optional.empty(), Map.of(), Map.of()).config().mapping();

    assertThat(mapping.fields()).hasSize(Field.values().length);
    mapping
        .fields()
        .forEach(
            (field, rule) ->
                assertThat(rule).isEqualTo(FieldRule.from(JsonPath.key(field.jsonName()))));
    assertThat(mapping.timeFormat()).isEqualTo(new TimeFormat.Iso8601());
    assertThat(mapping.composeEventId()).isEmpty();
    assertThat(mapping.properties()).isEmpty();
    assertThat(mapping.hashKey()).isEmpty();
    assertThat(mapping.maxAhead()).contains(Duration.ofMinutes(5));
    assertThat(mapping.maxAge()).contains(Duration.ofDays(30));
  }

  @Test
  void everyKeyLandsInItsComponent() {
    FootfallConfig config =
        fixture
            .load(
                """
                footfall {
                  pipeline = shop-1
                  warehouse = "s3a://bucket/tables//"
                  source { starting-offsets = latest, max-offsets-per-trigger = 7 }
                  ingest.trigger = 2 minutes
                  validation { max-ahead = 1 hour, max-age = none }
                  quarantine.raw = omit
                  report.zone = Europe/Berlin
                  metrics {
                    enabled = false, host = "::1", port = 0, page = true
                    event-types = [buy], currencies = [], lag-interval = 1 minute
                  }
                }
                spark { checkpoint.dir = "s3a://bucket/checkpoints/", executor.memory = 4g, x = [a, b] }
                kafka {
                  bootstrap.servers = ["a:1", "b:2"]
                  topic.user = t
                  group.id = g
                  isolation.level = read_uncommitted
                  security.protocol = SASL_SSL
                }
                """)
            .config();

    assertThat(config.pipeline()).isEqualTo("shop-1");
    assertThat(config.warehouse()).isEqualTo("s3a://bucket/tables");
    assertThat(config.checkpointRoot()).isEqualTo("s3a://bucket/checkpoints");
    assertThat(config.source()).isEqualTo(new SourceConfig(StartingOffsets.LATEST, 7, false));
    assertThat(config.ingest().trigger()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.mapping().maxAhead()).contains(Duration.ofHours(1));
    assertThat(config.mapping().maxAge()).isEmpty();
    assertThat(config.quarantine().raw()).isEqualTo(RawPolicy.OMIT);
    assertThat(config.report().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(config.metrics())
        .isEqualTo(
            new MetricsConfig(
                false, "::1", 0, true, List.of("buy"), List.of(), Duration.ofMinutes(1)));
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaConfig(
                Optional.of("a:1,b:2"),
                "t",
                "g",
                Map.of("isolation.level", "read_uncommitted", "security.protocol", "SASL_SSL")));
    assertThat(config.spark())
        .containsOnly(
            entry("spark.checkpoint.dir", "s3a://bucket/checkpoints/"),
            entry("spark.executor.memory", "4g"),
            entry("spark.x", "a,b"));
  }

  @Test
  void theOriginalSystemsFileLoadsUnchanged() {
    Path file = Path.of("src/test/resources/original-application.conf");
    Loaded loaded = ConfigLoader.load(Optional.of(file), Map.of(), Map.of());
    FootfallConfig config = loaded.config();

    assertThat(config.kafka().bootstrapServers()).contains("broker1:9092,broker2:9092");
    assertThat(config.kafka().topic()).isEqualTo("topic_user_behavior");
    assertThat(config.kafka().groupId()).isEqualTo("user_behavior_group");
    assertThat(config.kafka().clientOptions())
        .containsOnly(entry("isolation.level", "read_committed"));
    assertThat(config.checkpointRoot())
        .isEqualTo("hdfs://namenode:8020/app/checkpoints/structured-streaming");
    assertThat(config.spark())
        .containsOnly(
            entry("spark.app.name", "RealTimeUserBehavior"),
            entry("spark.master", "yarn"),
            entry("spark.sql.shuffle.partitions", "200"),
            entry("spark.streaming.backpressure.enabled", "true"),
            entry(
                "spark.checkpoint.dir",
                "hdfs://namenode:8020/app/checkpoints/structured-streaming"));
    assertThat(loaded.warnings())
        .containsExactly(
            "spark.streaming.backpressure.enabled ("
                + file
                + ":4) has no effect on Structured"
                + " Streaming; what bounds a batch is footfall.source.max-offsets-per-trigger, now"
                + " 500000");
    assertThat(value(loaded, "kafka.topic.user"))
        .isEqualTo(new EffectiveValue("kafka.topic.user", "topic_user_behavior", file + ":7"));
  }

  @Test
  void commandLineWinsOverEnvironmentOverFileOverDefault() {
    String conf =
        "footfall.report.zone = Asia/Tokyo\nfootfall.pipeline = file\nkafka.topic.user=file";
    Loaded loaded =
        fixture.load(
            conf,
            Map.of("FOOTFALL_PIPELINE", "env", "FOOTFALL_KAFKA_TOPIC_USER", "env"),
            Map.of("kafka.topic.user", "cli"));

    assertThat(loaded.config().report().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(loaded.config().pipeline()).isEqualTo("env");
    assertThat(loaded.config().kafka().topic()).isEqualTo("cli");
    assertThat(value(loaded, "kafka.group.id").origin()).isEqualTo("default");
    assertThat(value(loaded, "footfall.report.zone").origin())
        .isEqualTo(folder.resolve("application.conf") + ":1");
    assertThat(value(loaded, "footfall.pipeline").origin())
        .isEqualTo("environment FOOTFALL_PIPELINE");
    assertThat(value(loaded, "kafka.topic.user").origin()).isEqualTo("command line");
  }

  @Test
  void layersMergeKeyByKeyInsideAMappedField() {
    Loaded loaded =
        fixture.load(
            "footfall.mapping.event-time = ts\nfootfall.mapping.item-id { from = [sku, id] }",
            Map.of("FOOTFALL_MAPPING_EVENT_TIME_FORMAT", "epoch-ms"),
            Map.of("footfall.mapping.user-id", "[\"$.user.id\", uid]"));
    var mapping = loaded.config().mapping();

    assertThat(mapping.timeFormat()).isEqualTo(new TimeFormat.Epoch(TimeFormat.Unit.MILLIS));
    assertThat(mapping.fields().get(Field.EVENT_TIME).candidates())
        .containsExactly(JsonPath.key("ts"));
    assertThat(mapping.fields().get(Field.ITEM_ID).candidates())
        .containsExactly(JsonPath.key("sku"), JsonPath.key("id"));
    assertThat(mapping.fields().get(Field.USER_ID).candidates())
        .containsExactly(new JsonPath(List.of("user", "id")), JsonPath.key("uid"));
  }

  @Test
  void substitutionsSeeThePlainLinesTheEnvironmentAndTheOverrides() {
    FootfallConfig config =
        fixture
            .load(
                """
                kafka.topic.user="clicks" // quoted or not
                footfall.pipeline = ${kafka.topic.user}"-"${REGION}
                footfall.pipeline = ${footfall.pipeline}"-x"
                footfall.warehouse = ${footfall.data-dir}"/tables"
                """,
                Map.of("REGION", "eu"),
                Map.of("footfall.data-dir", "/data"))
            .config();

    assertThat(config.pipeline()).isEqualTo("clicks-eu-x");
    assertThat(config.warehouse()).isEqualTo("/data/tables");
    assertThat(config.checkpointRoot()).isEqualTo("/data/checkpoints");
  }

  @Test
  void includedFilesMayHavePlainLinesToo() {
    fixture.write("kafka.conf", "# brokers\nkafka.bootstrap.servers=a:1,b:2\n");
    Loaded loaded = fixture.load("include \"kafka.conf\"\nfootfall.pipeline = p");

    assertThat(loaded.config().kafka().bootstrapServers()).contains("a:1,b:2");
    assertThat(value(loaded, "kafka.bootstrap.servers").origin())
        .isEqualTo(folder.resolve("kafka.conf") + ":2");
  }

  @Test
  void propertiesFilesKeepTheirLinesAndClashingKeys() {
    Path file =
        fixture.write(
            "app.properties",
            """
            ! comment \\
            spark.speculation = true
            spark.speculation.interval=\\
              1s
            footfall.mapping.user-id=uid
            """);
    Loaded loaded = ConfigLoader.load(Optional.of(file), Map.of(), Map.of());

    assertThat(loaded.config().spark())
        .containsOnly(
            entry("spark.speculation", "true"), entry("spark.speculation.interval", "1s"));
    assertThat(value(loaded, "spark.speculation.interval").origin()).isEqualTo(file + ":3");
    assertThat(value(loaded, "footfall.mapping.user-id.from").origin()).isEqualTo(file + ":5");
  }

  @Test
  void effectiveValuesListEveryKeyOfOursAndWhatIsPassedOn() {
    Loaded loaded = fixture.load("spark.executor.memory=4g\nkafka.security.protocol=SSL");

    assertThat(loaded.values())
        .extracting(EffectiveValue::key)
        .containsAll(Options.byKey().keySet())
        .contains("spark.executor.memory", "kafka.security.protocol")
        .doesNotHaveDuplicates();
    assertThat(value(loaded, "footfall.mapping.item-id.from").value()).isEqualTo("itemId");
    assertThat(value(loaded, "kafka.bootstrap.servers").value()).isEqualTo("(not set)");
    assertThat(value(loaded, "footfall.warehouse").value()).endsWith("/footfall-data/warehouse");
  }

  @Test
  void metricsTakeAPortThatLeavesRoomForThreeMoreAndEachNameOnce() {
    assertThatThrownBy(
            () ->
                fixture.load(
                    """
                    footfall.metrics { port = 65533, event-types = [a, a], currencies = ["E R"] }
                    """))
        .hasMessageContaining("write 0 to 65532")
        .hasMessageContaining("'a' is listed twice")
        .hasMessageContaining("'E R' is not a name");
  }

  @Test
  void manyPartitionsOnOneMachineAreWarnedOf() {
    FootfallConfig config = fixture.load("spark.sql.shuffle.partitions=200").config();

    assertThat(ConfigWarnings.forMaster(config, "local[*]", 8))
        .containsExactly(
            "spark.sql.shuffle.partitions = 200 makes many tiny tasks on 8 cores (local[*]); set it"
                + " to 32 or less");
    assertThat(ConfigWarnings.forMaster(config, "local[2, 4]", 8)).hasSize(1);
    assertThat(ConfigWarnings.forMaster(config, "local[50]", 8)).isEmpty();
    assertThat(ConfigWarnings.forMaster(config, "yarn", 8)).isEmpty();
  }
}
