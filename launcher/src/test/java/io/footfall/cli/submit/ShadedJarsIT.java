package io.footfall.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes to {@code spark-submit}, of every job: all that a Spark installation lacks, and nothing
 * it has.
 */
final class ShadedJarsIT {
  private static final Path HOME = Path.of(System.getProperty("basedir", ".")).resolve("..");
  private static final String SERVICES = "META-INF/services/";

  static List<Job> jobs() {
    return Jobs.ALL;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void startsTheJob(Job job) throws IOException {
    try (JarFile jar = open(job)) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(job.mainClass());
      assertThat(entries(jar)).contains(job.mainClass().replace('.', '/') + ".class");
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void mergesTheDataSourcesOfKafkaAndDelta(Job job) throws IOException {
    try (JarFile jar = open(job)) {
      assertThat(lines(jar, SERVICES + "org.apache.spark.sql.sources.DataSourceRegister"))
          .contains(
              "org.apache.spark.sql.kafka010.KafkaSourceProvider",
              "org.apache.spark.sql.delta.sources.DeltaDataSource");
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void holdsEveryServiceThatItNames(Job job) throws IOException {
    try (JarFile jar = open(job)) {
      List<String> entries = entries(jar);
      assertThat(
              entries.stream()
                  .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                  .flatMap(service -> lines(jar, service).stream())
                  .map(name -> name.replace('.', '/') + ".class"))
          .isNotEmpty()
          .isSubsetOf(entries);
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void holdsNothingThatSparkBrings(Job job) throws IOException {
    try (JarFile jar = open(job)) {
      assertThat(entries(jar))
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
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void movesWhatSparkMayBringInAnotherVersion(Job job) throws IOException {
    try (JarFile jar = open(job)) {
      assertThat(entries(jar))
          .contains(
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
  }

  private static JarFile open(Job job) throws IOException {
    return new JarFile(job.jar(HOME).toFile());
  }

  private static List<String> entries(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static List<String> lines(JarFile jar, String entry) {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      return lines
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
