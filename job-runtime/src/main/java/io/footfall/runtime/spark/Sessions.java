package io.footfall.runtime.spark;

import io.footfall.runtime.hadoop.NoForkLocalFileSystem;
import io.footfall.runtime.hadoop.NoForkLocalFs;
import io.footfall.runtime.spark.state.DueStateStoreProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the Spark session of a job. What spark-submit set wins over the configuration file, which
 * wins over what stands here; Delta's extension is always there.
 */
public final class Sessions {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private static final String ROCKSDB = "spark.sql.streaming.stateStore.rocksdb.";

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          // Old dates are written as they are; Spark would refuse those before 1900.
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.ui.explainMode", "simple"),
          Map.entry("spark.sql.codegen.cache.maxEntries", "1000"),
          Map.entry("spark.databricks.delta.snapshotPartitions", "2"),
          // A checksum file per commit doubles the log and half of the commit's cost.
          Map.entry("spark.databricks.delta.writeChecksumFile.enabled", "false"),
          // Without that file, the list of a table's files that it would hold is of no use; Delta
          // would
          // run a query for it with the first commit, and with each one where the zone is not UTC.
          Map.entry("spark.databricks.delta.allFilesInCrc.enabled", "false"),
          // Compaction runs beside the batches.
          Map.entry("spark.databricks.delta.optimize.maxThreads", "1"),
          Map.entry("spark.databricks.delta.optimize.minFileSize", "67108864"),
          Map.entry("spark.databricks.delta.optimize.maxFileSize", "134217728"),
          // States, of jobs that have some.
          Map.entry(
              "spark.sql.streaming.stateStore.providerClass",
              DueStateStoreProvider.class.getName()),
          Map.entry(ROCKSDB + "changelogCheckpointing.enabled", "true"),
          Map.entry(ROCKSDB + "boundedMemoryUsage", "true"),
          // A snapshot flushes memory to disk within the batch, and one a minute is uploaded.
          Map.entry("spark.sql.streaming.stateStore.minDeltasForSnapshot", "50"),
          // Counting reads before each write; the index of what is due counts too.
          Map.entry(ROCKSDB + "trackTotalNumberOfRows", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          Map.entry("spark.hadoop.fs.file.impl", NoForkLocalFileSystem.class.getName()),
          Map.entry("spark.hadoop.fs.AbstractFileSystem.file.impl", NoForkLocalFs.class.getName()),
          Map.entry(
              "spark.redaction.regex",
              "(?i)secret|password|token|jaas|credential|access[.]?key|hash-key"));

  /** Only where the driver is the whole cluster. */
  private static final Map<String, String> LOCAL_DEFAULTS =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          // Pools by weight: what can wait takes few slots from batches.
          "spark.scheduler.mode", "FAIR");

  private Sessions() {}

  /**
   * Makes or finds the session.
   *
   * @param configured every {@code spark.*} key of the configuration; its {@code spark.master} does
   *     not count
   * @param master empty under spark-submit, which has set one
   */
  public static SparkSession open(
      String appName, Map<String, String> configured, Optional<String> master) {
    SparkConf submitted = new SparkConf();
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    master
        .filter(value -> value.startsWith("local"))
        .ifPresent(
            value -> {
              settings.putAll(LOCAL_DEFAULTS);
              settings.put(
                  "spark.sql.shuffle.partitions",
                  Integer.toString(Runtime.getRuntime().availableProcessors()));
            });
    settings.put("spark.app.name", appName);
    settings.putAll(configured);
    settings.remove("spark.master");
    settings.keySet().removeIf(submitted::contains);
    String extensions = submitted.get(EXTENSIONS, settings.getOrDefault(EXTENSIONS, ""));
    settings.put(EXTENSIONS, withDelta(extensions));

    SparkSession.Builder builder = SparkSession.builder();
    settings.forEach(builder::config);
    master.ifPresent(builder::master);
    return builder.getOrCreate();
  }

  private static String withDelta(String extensions) {
    if (extensions.contains(DELTA_EXTENSION)) {
      return extensions;
    }
    return extensions.isBlank() ? DELTA_EXTENSION : extensions + "," + DELTA_EXTENSION;
  }
}
