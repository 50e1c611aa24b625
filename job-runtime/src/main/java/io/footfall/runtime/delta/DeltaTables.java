package io.footfall.runtime.delta;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.util.FileNames;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
    String path = layout.path(warehouse);
    if (!logExists(spark, path)) {
      return false;
    }
    StructType there;
    try {
      DeltaLog log = DeltaLog.forTable(spark, path);
      if (!log.tableExists()) {
        return false;
      }
      there = log.update(false, scala.Option.empty(), scala.Option.empty()).schema();
    } catch (Exception e) { // Scala declares none of what it throws
      throw DeltaFailures.of(path, e);
    }
    String difference = difference(layout.schema(), there);
    if (!difference.isEmpty()) {
      throw RuntimeErrors.otherSchema(path, difference);
    }
    return true;
  }

  /** The table's log; the table is made when it is not there. */
  static DeltaLog openOrCreate(SparkSession spark, String warehouse, TableLayout layout) {
    String path = layout.path(warehouse);
    if (!check(spark, warehouse, layout)) {
      var table = DeltaTable.createIfNotExists(spark).location(path).addColumns(layout.schema());
      PROPERTIES.forEach(table::property);
      table.partitionedBy(layout.partitionColumn()).execute();
    }
    return DeltaLog.forTable(spark, path);
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
