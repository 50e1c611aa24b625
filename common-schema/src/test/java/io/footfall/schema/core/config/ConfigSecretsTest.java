package io.footfall.schema.core.config;

import static io.footfall.schema.core.config.ConfigFixture.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.config.ConfigLoader.Loaded;
import io.footfall.schema.core.mapping.HashKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSecretsTest {
  private static final String HIDDEN = "hunter2hunter2hunter2";

  @TempDir private Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new ConfigFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.ssl.keystore.password",
        "kafka.ssl.keystore.key",
        "kafka.sasl.jaas.config",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.azure.account.key.x.dfs.core.windows.net",
        "spark.my.apiToken",
        "spark.my.credentials",
      })
  void secretsAreMaskedEverywhere(String key) {
    Loaded loaded = fixture.load(key + "=" + HIDDEN);

    assertThat(value(loaded, key).value()).isEqualTo("******");
    assertThat(loaded.toString()).doesNotContain(HIDDEN);
    assertThat(loaded.config().toString()).doesNotContain(HIDDEN);
  }

  @Test
  void secretsInsideOfValuesAreMaskedToo() {
    Loaded loaded =
        fixture.load(
            "spark.driver.extraJavaOptions=-Dtrust.password="
                + HIDDEN
                + "\nspark.proxy=https://me:"
                + HIDDEN
                + "@host/");

    assertThat(loaded.toString()).doesNotContain(HIDDEN);
    assertThat(loaded.config().spark().get("spark.proxy")).contains(HIDDEN);
  }

  @Test
  void namesOfSecretFilesAreShown() {
    Path file = fixture.write("secrets.properties", "");
    Loaded loaded = fixture.load("footfall.source.secrets-file = \"" + file + "\"");

    assertThat(value(loaded, "footfall.source.secrets-file").value()).isEqualTo(file.toString());
  }

  @Test
  void secretsFileGoesToTheKafkaClientsAndIsNeverShown() {
    Path file =
        fixture.write(
            "secrets.properties",
            "# ours\nsecurity.protocol=" + HIDDEN + "\nkafka.sasl.jaas.config=a b=\"c\";\n");
    Loaded loaded =
        fixture.load(
            "kafka.security.protocol=PLAINTEXT\nfootfall.source.secrets-file = \"" + file + "\"");

    assertThat(loaded.config().kafka().clientOptions())
        .containsEntry("security.protocol", HIDDEN)
        .containsEntry("sasl.jaas.config", "a b=\"c\";");
    assertThat(value(loaded, "kafka.security.protocol"))
        .hasToString(
            "EffectiveValue[key=kafka.security.protocol, value=******, origin=" + file + ":2]");
    assertThat(loaded.toString()).doesNotContain(HIDDEN);
  }

  @Test
  void problemsOfTheSecretsFileNameItsLineAndNotItsContent() {
    Path file =
        fixture.write(
            "secrets.properties",
            "bootstrap.servers=" + HIDDEN + "\nfootfall.pipeline=" + HIDDEN + "\n");

    assertThat(fixture.error("footfall.source.secrets-file = \"" + file + "\""))
        .contains("kafka.bootstrap.servers (secrets.properties:1)")
        .contains("footfall.pipeline (secrets.properties:2): not a Kafka client setting")
        .doesNotContain(HIDDEN);
  }

  @Test
  void brokenSyntaxNearASecretDoesNotQuoteIt() {
    assertThat(fixture.error("kafka.sasl.jaas.config = \"x\" : " + HIDDEN))
        .startsWith("application.conf:1: not valid HOCON: what is there is not shown")
        .doesNotContain(HIDDEN);
  }

  @Test
  void secretsOnTheCommandLineAreWarnedOf() {
    Loaded loaded = fixture.load("", Map.of(), Map.of("kafka.ssl.key.password", HIDDEN));

    assertThat(loaded.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("kafka.ssl.key.password (command line) looks like a secret")
                    .doesNotContain(HIDDEN));
  }

  @Test
  void hashKeyComesFromAFileWithoutItsLineBreak() {
    Path file = fixture.write("hash.key", HIDDEN + "\r\n");
    Loaded loaded = fixture.load("footfall.privacy.hash-key-file = \"" + file + "\"");

    assertThat(loaded.config().mapping().hashKey()).contains(new HashKey(HIDDEN.getBytes(UTF_8)));
    assertThat(loaded.config().toString()).doesNotContain(HIDDEN).contains("HashKey[masked]");
  }

  @Test
  void hashKeyFromTheEnvironmentWins() {
    Path file = fixture.write("hash.key", "0123456789abcdef");
    Loaded loaded =
        fixture.load(
            "footfall.privacy.hash-key-file = \"" + file + "\"",
            Map.of("FOOTFALL_PRIVACY_HASH_KEY", HIDDEN),
            Map.of());

    assertThat(loaded.config().mapping().hashKey()).contains(new HashKey(HIDDEN.getBytes(UTF_8)));
    assertThat(value(loaded, "footfall.privacy.hash-key").value()).isEqualTo("******");
  }

  @Test
  void shortHashKeysAreRefusedWithoutShowingThem() {
    String error =
        fixture.error(
            "footfall.mapping.user-id.privacy = hash",
            Map.of("FOOTFALL_PRIVACY_HASH_KEY", "tooshort"),
            Map.of());

    assertThat(error)
        .isEqualTo(
            "footfall.privacy.hash-key (environment FOOTFALL_PRIVACY_HASH_KEY): the key has 8 bytes."
                + " Use at least 16, e.g. of: openssl rand -hex 32.");
  }
}
