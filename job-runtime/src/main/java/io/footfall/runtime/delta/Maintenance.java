package io.footfall.runtime.delta;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.CareSchedule.Task;
import io.footfall.runtime.core.RuntimeErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import scala.Console;

/**
 * What keeps tables small beside running jobs: small files joined, old log entries and files that
 * no version needs removed. Rows stay.
 */
public final class Maintenance {
  /** What Delta asks for at least: longer than any batch takes to commit the files it wrote. */
  public static final Duration FILE_RETENTION = Duration.ofDays(7);

  /** Why nothing was done where another commit was quicker. */
  public static final String LEFT = "somebody else is rewriting it; left for next time";

  private static final long SMALL_BYTES = 64L << 20;

  /** Spark's own 10,000 is for clusters: each is a task, also where there is one folder. */
  private static final String LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  private final SparkSession spark;
  private final String warehouse;
  private final Duration logRetention;
  private final Instant now;

  public Maintenance(SparkSession spark, String warehouse, Duration logRetention, Instant now) {
    this.spark = spark.newSession();
    this.spark.conf().set(LISTING, Integer.toString(2 * spark.sparkContext().defaultParallelism()));
    this.warehouse = warehouse;
    this.logRetention = logRetention;
    this.now = now;
  }

  /**
   * What was done to a table, or would be.
   *
   * @param files joined, or removed; -1 where nobody counts them
   * @param note why it is no more; empty for no reason
   */
  public record Done(String table, String task, long files, String note) {}

  /** The Delta tables of the warehouse, by name. */
  public List<String> tables() {
    Path root = new Path(warehouse);
    try {
      FileSystem files = root.getFileSystem(spark.sessionState().newHadoopConf());
      List<String> tables = new ArrayList<>();
      for (FileStatus entry : files.listStatus(root)) {
        if (entry.isDirectory() && files.exists(new Path(entry.getPath(), "_delta_log"))) {
          tables.add(entry.getPath().getName());
        }
      }
      return tables.stream().sorted().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw RuntimeErrors.storage(warehouse, e);
    }
  }

  /**
   * Tends one table.
   *
   * @param dryRun only says what would be done
   */
  public List<Done> run(String table, boolean dryRun) {
    String path = warehouse + "/" + table;
    try {
      TableTasks tasks = new TableTasks(spark, warehouse, table, logRetention);
      return List.of(
          compact(table, path, dryRun),
          cleanLog(table, tasks, dryRun),
          vacuum(table, tasks, dryRun));
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(path, e);
    }
  }

  private Done compact(String table, String path, boolean dryRun) {
    if (dryRun) {
      long small =
          DeltaLog.forTable(spark, path)
              .unsafeVolatileSnapshot()
              .allFiles()
              .toDF()
              .where("size < " + SMALL_BYTES)
              .groupBy(functions.expr("to_json(partitionValues)"))
              .count()
              .where("count > 1")
              .selectExpr("coalesce(sum(count), 0)")
              .collectAsList()
              .get(0)
              .getLong(0);
      return new Done(table, "compaction", small, "");
    }
    try {
      Row metrics =
          DeltaTable.forPath(spark, path)
              .optimize()
              .executeCompaction()
              .selectExpr("metrics.numFilesRemoved")
              .collectAsList()
              .get(0);
      return new Done(table, "compaction", metrics.getLong(0), "");
    } catch (Exception e) { // Scala declares none of what it throws
      if (DeltaFailures.isConflict(e)) {
        return new Done(table, "compaction", 0, LEFT);
      }
      throw e;
    }
  }

  private Done cleanLog(String table, TableTasks tasks, boolean dryRun) throws IOException {
    long before = logEntries(table);
    if (dryRun) {
      return new Done(table, "log cleanup", -1, before + " files in the log");
    }
    tasks.run(Task.CHECKPOINT, now);
    tasks.run(Task.CLEANUP, now);
    return new Done(
        table,
        "log cleanup",
        Math.max(0, before - logEntries(table)),
        held(tasks.needed(), logRetention));
  }

  private long logEntries(String table) throws IOException {
    Path log = new Path(warehouse + "/" + table, "_delta_log");
    FileSystem files = log.getFileSystem(spark.sessionState().newHadoopConf());
    return Arrays.stream(files.listStatus(log)).filter(FileStatus::isFile).count();
  }

  private Done vacuum(String table, TableTasks tasks, boolean dryRun) throws IOException {
    Optional<TableTasks.Needed> needed = tasks.needed();
    long behind =
        needed.map(reader -> Duration.between(reader.from(), now).toHours() + 1).orElse(0L);
    long hours = Math.max(FILE_RETENTION.toHours(), behind);
    if (tasks.committedAt(0).isAfter(now.minus(Duration.ofHours(hours)))) {
      String held = held(needed, FILE_RETENTION);
      return new Done(table, "vacuum", 0, held.isEmpty() ? "no file is old enough" : held);
    }
    long removable =
        spark
            .sql(
                "VACUUM delta.`%s` RETAIN %d HOURS DRY RUN"
                    .formatted(tasks.path().replace("`", "``"), hours))
            .count();
    if (!dryRun && removable > 0) {
      // Delta prints a line to stdout, which is the data's.
      Console.withOut(
          System.err, () -> DeltaTable.forPath(spark, tasks.path()).vacuum((double) hours));
    }
    return new Done(table, "vacuum", removable, held(needed, FILE_RETENTION));
  }

  /** Which reader holds back what would be removed otherwise; empty when none does. */
  private String held(Optional<TableTasks.Needed> needed, Duration retention) {
    return needed
        .filter(reader -> reader.from().isBefore(now.minus(retention)))
        .map(TableTasks.Needed::text)
        .orElse("");
  }
}
