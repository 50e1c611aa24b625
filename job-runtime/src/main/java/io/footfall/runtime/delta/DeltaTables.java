package io.footfall.runtime.delta;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.util.FileNames;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map$;

/** Makes and checks Footfall's tables. */
public final class DeltaTables {
  /** Plain features only, so that every Delta reader can use the tables. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.minReaderVersion", "1",
          "delta.minWriterVersion", "2",
          "delta.checkpointInterval", "1000000"); // TableCare writes them

  private DeltaTables() {}

  /** Lets the next look at any table read its log anew. */
  public static void forgetAll() {
    DeltaLog.clearCache();
  }

  /**
   * Finds out whether the folder can be used, and writes nothing.
   *
   * @return true when the table is there already
   */
  public static boolean check(SparkSession spark, String warehouse, TableLayout layout) {
    return open(spark, warehouse, layout).isPresent();
  }

  /** The table's log, read to its end and checked; empty where there is no table yet. */
  static Optional<DeltaLog> open(SparkSession spark, String warehouse, TableLayout layout) {
    String path = layout.path(warehouse);
    if (!logExists(spark, path)) {
      return Optional.empty();
    }
    DeltaLog log;
    StructType there;
    try {
      log = DeltaLog.forTable(spark, path);
      Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
      if (snapshot.version() < 0) {
        return Optional.empty();
      }
      there = snapshot.schema();
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(path, e);
    }
    String difference = difference(layout.schema(), there);
    if (!difference.isEmpty()) {
      throw RuntimeErrors.otherSchema(path, difference);
    }
    return Optional.of(log);
  }

  /**
   * Makes a table, by one commit: Delta's own builder runs queries to find out what is known here.
   */
  static DeltaLog create(SparkSession spark, String warehouse, TableLayout layout) {
    String path = layout.path(warehouse);
    try {
      DeltaLog log = DeltaLog.forTable(spark, path);
      Metadata metadata = metadata(layout);
      OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
      txn.updateMetadataForNewTable(metadata);
      txn.commit(
          JavaConverters.asScalaBuffer(List.<Action>of()).toSeq(),
          new DeltaOperations.CreateTable(txn.metadata(), false, false, Option.empty()));
      return log;
    } catch (io.delta.exceptions.DeltaConcurrentModificationException e) {
      // Another driver has made it just now: which of the two goes on is found out with a batch.
      return open(spark, warehouse, layout).orElseThrow(() -> RuntimeErrors.tableUnusable(path, e));
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(path, e);
    }
  }

  private static Metadata metadata(TableLayout layout) {
    scala.collection.immutable.Map<String, String> none = Map$.MODULE$.empty();
    scala.collection.immutable.Map<String, String> properties = none;
    for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
      properties = properties.updated(property.getKey(), property.getValue());
    }
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        null,
        new Format("parquet", none),
        layout.schema().json(),
        JavaConverters.asScalaBuffer(List.of(layout.partitionColumn())).toSeq(),
        properties,
        Option.apply(System.currentTimeMillis()));
  }

  /**
   * Makes sure that a log entry is still there, before one is written behind it.
   *
   * @throws io.footfall.schema.core.error.FootfallException when it is not
   */
  static void requireEntry(DeltaLog log, long version) throws IOException {
    Path entry = FileNames.unsafeDeltaFile(log.logPath(), version);
    if (!entry.getFileSystem(log.newDeltaHadoopConf()).exists(entry)) {
      throw RuntimeErrors.tableRemoved(log.dataPath().toUri().getPath());
    }
  }

  private static boolean logExists(SparkSession spark, String path) {
    Path folder = new Path(path);
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      FileStatus[] entries = files.listStatus(folder);
      boolean log =
          Arrays.stream(entries).anyMatch(e -> e.getPath().getName().equals("_delta_log"));
      if (entries.length > 0 && !log) {
        throw RuntimeErrors.noDeltaTable(path);
      }
      return log;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw RuntimeErrors.storage(path, e);
    }
  }

  private static String difference(StructType expected, StructType found) {
    Map<String, String> wanted = types(expected);
    Map<String, String> there = types(found);
    for (Map.Entry<String, String> column : wanted.entrySet()) {
      String type = there.get(column.getKey());
      if (type == null) {
        return "column " + column.getKey() + " is missing";
      }
      if (!type.equals(column.getValue())) {
        return "column %s is %s, not %s".formatted(column.getKey(), type, column.getValue());
      }
    }
    return "";
  }

  private static Map<String, String> types(StructType schema) {
    Map<String, String> types = new TreeMap<>();
    for (StructField field : schema.fields()) {
      types.put(field.name(), field.dataType().catalogString());
    }
    return types;
  }
}
