package io.footfall.report.spark;

import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tables of one test, in one session of all tests. */
public final class Warehouse {
  /** As small as the tables: most of a test's time would go into empty tasks. */
  private static final SparkSession SPARK =
      Sessions.open(
          "test",
          Map.of(
              "spark.sql.shuffle.partitions",
              "1",
              "spark.databricks.delta.snapshotPartitions",
              "1",
              "spark.hadoop.fs." + FullDisk.SCHEME + ".impl",
              FullDisk.class.getName(),
              "spark.delta.logStore." + FullDisk.SCHEME + ".impl",
              "io.delta.storage.LocalLogStore"),
          Optional.of("local[2]"));

  private final FootfallConfig config;

  public Warehouse(Path dir) {
    this(dir, Map.of());
  }

  /** With these keys of the configuration. */
  public Warehouse(Path dir, Map<String, String> settings) {
    this("footfall.data-dir", dir.toString(), settings);
  }

  private Warehouse(String key, String place, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(key, place);
    this.config = ConfigLoader.load(Optional.empty(), Map.of(), all).config();
  }

  /** On a disk that may be full. */
  static Warehouse onFullDisk(Path dir) {
    return new Warehouse(
        "footfall.warehouse", FullDisk.SCHEME + ":" + dir.resolve("warehouse"), Map.of());
  }

  public SparkSession spark() {
    return SPARK;
  }

  public FootfallConfig config() {
    return config;
  }

  /** One commit of rows given as SQL. */
  public void append(TableLayout layout, String sql) {
    MergeTarget.open(SPARK, config.warehouse(), layout);
    SPARK.sql(sql).write().format("delta").mode("append").save(layout.path(config.warehouse()));
  }

  public Dataset<Row> read(TableLayout layout) {
    return SPARK.read().format("delta").load(layout.path(config.warehouse()));
  }

  /** The answer to a query, each row as text. */
  public List<String> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
