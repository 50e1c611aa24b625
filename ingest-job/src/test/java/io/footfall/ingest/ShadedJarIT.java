package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes to {@code spark-submit}: all that a Spark installation lacks, and nothing it has. */
class ShadedJarIT {
  private static JarFile jar;
  private static List<String> entries;

  @BeforeAll
  static void open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("basedir", "."), "target"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith("-spark.jar")).toList();
      assertThat(found).hasSize(1);
      jar = new JarFile(found.get(0).toFile());
    }
    entries = jar.stream().map(ZipEntry::getName).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void mergesTheDataSourcesOfKafkaAndDelta() throws IOException {
    assertThat(lines("META-INF/services/org.apache.spark.sql.sources.DataSourceRegister"))
        .contains(
            "org.apache.spark.sql.kafka010.KafkaSourceProvider",
            "org.apache.spark.sql.delta.sources.DeltaDataSource");
  }

  @Test
  void everyServiceThatItNamesIsInItOrInSpark() throws IOException {
    for (String service : entries) {
      if (service.startsWith("META-INF/services/") && !service.endsWith("/")) {
        for (String name : lines(service)) {
          assertThat(entries).as(service).contains(name.replace('.', '/') + ".class");
        }
      }
    }
  }

  @Test
  void holdsNothingThatSparkBrings() {
    assertThat(entries)
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/apache/log4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/"))
        .noneMatch(name -> name.startsWith("org/apache/curator/"))
        .noneMatch(name -> name.startsWith("org/apache/zookeeper/"))
        .doesNotContain(
            "org/apache/spark/SparkContext.class", "org/apache/spark/sql/SparkSession.class")
        .noneMatch(name -> name.startsWith("org/apache/spark/sql/catalyst/expressions/Cast"));
  }

  @Test
  void holdsTheJobAndMovesWhatSparkMayBringInAnotherVersion() {
    assertThat(entries)
        .contains(
            "io/footfall/ingest/IngestMain.class",
            "io/footfall/shaded/config/ConfigFactory.class",
            "io/footfall/shaded/picocli/CommandLine.class",
            "io/footfall/shaded/micrometer/prometheusmetrics/PrometheusMeterRegistry.class",
            "io/footfall/shaded/prometheus/metrics/model/registry/PrometheusRegistry.class",
            "io/footfall/runtime/metrics/page/index.html",
            "footfall-reference.conf")
        .noneMatch(name -> name.startsWith("com/typesafe/config/"))
        .noneMatch(name -> name.startsWith("io/micrometer/"))
        .noneMatch(name -> name.startsWith("io/prometheus/"))
        .noneMatch(name -> name.startsWith("picocli/"));
  }

  private static List<String> lines(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
