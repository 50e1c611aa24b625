package io.footfall.schema.core.config;

import static io.footfall.schema.core.config.ConfigFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.footfall.schema.core.config.ConfigLoader.Loaded;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir private Path folder;
  private ConfigFixture fixture;

  @BeforeEach
  void fixture() {
    fixture = new ConfigFixture(folder);
  }

  @Test
  void everyKeyOfOursHasItsOwnVariable() {
    var keys = Options.byKey().keySet();
    assertThat(keys.stream().map(Environment::variable)).doesNotHaveDuplicates();
  }

  @Test
  void variablesSetTheirKeys() {
    Loaded loaded =
        fixture.load(
            "",
            Map.of(
                "FOOTFALL_SOURCE_MAX_OFFSETS_PER_TRIGGER", "9",
                "FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", "a:1",
                "FOOTFALL_KAFKA_FETCH_MAX_BYTES", "5",
                "FOOTFALL_SPARK_EXECUTOR_MEMORY", "4g",
                "FOOTFALL_SPARK_CHECKPOINT_DIR", "/c",
                "PATH", "/bin"),
            Map.of());

    assertThat(loaded.config().source().maxOffsetsPerTrigger()).isEqualTo(9);
    assertThat(loaded.config().kafka().bootstrapServers()).contains("a:1");
    assertThat(loaded.config().kafka().clientOptions()).containsEntry("fetch.max.bytes", "5");
    assertThat(loaded.config().spark()).contains(entry("spark.executor.memory", "4g"));
    assertThat(loaded.config().checkpointRoot()).isEqualTo("/c");
    assertThat(value(loaded, "kafka.fetch.max.bytes").origin())
        .isEqualTo("environment FOOTFALL_KAFKA_FETCH_MAX_BYTES");
  }

  @Test
  void capitalLettersOfASparkKeyComeFromTheFile() {
    Loaded loaded =
        fixture.load(
            "spark.executor.memoryOverhead=1g",
            Map.of("FOOTFALL_SPARK_EXECUTOR_MEMORYOVERHEAD", "2g"),
            Map.of());

    assertThat(loaded.config().spark()).containsOnly(entry("spark.executor.memoryOverhead", "2g"));
  }

  @Test
  void variablesOfTheLauncherAndOfKubernetesAreLeftAlone() {
    Map<String, String> others =
        Map.of(
            "FOOTFALL_HOME", "/opt",
            "FOOTFALL_JAVA_OPTS", "-Xmx1g",
            "FOOTFALL_TEST_BROKER", "x",
            "FOOTFALL_SERVICE_HOST", "10.0.0.1",
            "FOOTFALL_SERVICE_PORT_HTTP", "80",
            "FOOTFALL_KAFKA_PORT", "tcp://10.0.0.1:9092",
            "FOOTFALL_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1",
            "FOOTFALL_PIPELINE", "");

    Loaded loaded = fixture.load("", others, Map.of());

    assertThat(loaded.config()).isEqualTo(fixture.load("").config());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void unknownVariablesAreErrors() {
    assertThat(fixture.error("", Map.of("FOOTFALL_PIPELIN", "x"), Map.of()))
        .isEqualTo(
            "environment FOOTFALL_PIPELIN: no key has this name. Did you mean FOOTFALL_PIPELINE? docs/configuration.md lists the keys.");
  }
}
