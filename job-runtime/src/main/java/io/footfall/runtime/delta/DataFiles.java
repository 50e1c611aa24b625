package io.footfall.runtime.delta;

import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;

/** Reads a table's data files as they are on disk, believing of its log only their names. */
public final class DataFiles {
  private static final int FILES_PER_TASK = 200;

  private DataFiles() {}

  /**
   * What can be read.
   *
   * @param rows the columns of {@link TableLayout#fileSchema()}
   * @param unreadable files that the log names and that are gone or no whole Parquet
   */
  public record Found(Dataset<Row> rows, List<String> unreadable) {}

  /** Reads; a table that is not there has no rows. */
  public static Found read(SparkSession spark, String warehouse, TableLayout layout) {
    if (!DeltaTables.check(spark, warehouse, layout)) {
      return new Found(none(spark, layout), List.of());
    }
    DeltaLog log = DeltaLog.forTable(spark, layout.path(warehouse));
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    List<String> named =
        snapshot.allFiles().collectAsList().stream()
            .map(file -> file.absolutePath(log).toString())
            .toList();
    Set<String> unreadable = new TreeSet<>(unreadable(spark, named));
    List<String> good = named.stream().filter(file -> !unreadable.contains(file)).toList();
    Dataset<Row> rows =
        good.isEmpty()
            ? none(spark, layout)
            : spark
                .read()
                .schema(layout.fileSchema())
                // What a broken page hides must show as missing, not end the reading.
                .option("ignoreCorruptFiles", "true")
                // These are names, not patterns.
                .option("__globPaths__", "false")
                .parquet(good.toArray(String[]::new));
    return new Found(rows, List.copyOf(unreadable));
  }

  /** Opens each footer; done by the executors, since a table may have very many files. */
  private static List<String> unreadable(SparkSession spark, List<String> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    return context
        .parallelize(files, files.size() / FILES_PER_TASK + 1)
        .filter(file -> !isWhole(file, hadoop.value().value()))
        .collect();
  }

  private static boolean isWhole(String file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), hadoop))) {
      return reader.getFooter() != null;
    } catch (IOException | RuntimeException e) {
      return false; // the caller names the file
    }
  }

  private static Dataset<Row> none(SparkSession spark, TableLayout layout) {
    return spark.createDataFrame(List.of(), layout.fileSchema());
  }
}
