package io.footfall.runtime.delta;

import io.footfall.schema.spark.TableLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;

/** When each data file of a table became visible: the time of the log entry that names it. */
public final class CommitTimes {
  private static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("committed_at", DataTypes.TimestampType);

  private CommitTimes() {}

  /**
   * Columns {@code file} (the last part of its name) and {@code committed_at}, of the versions
   * whose log entries are still there.
   */
  public static Dataset<Row> of(SparkSession spark, String warehouse, TableLayout layout) {
    DeltaLog log = DeltaLog.forTable(spark, layout.path(warehouse));
    List<Row> rows = new ArrayList<>();
    Iterator<Tuple2<Object, FileStatus>> entries = log.getChangeLogFiles(0, false);
    while (entries.hasNext()) {
      FileStatus entry = entries.next()._2();
      List<String> lines =
          JavaConverters.seqAsJavaList(log.store().read(entry.getPath(), log.newDeltaHadoopConf()));
      for (String line : lines) {
        if (Action.fromJson(line) instanceof AddFile added) {
          String path = added.path();
          rows.add(
              RowFactory.create(
                  path.substring(path.lastIndexOf('/') + 1),
                  new java.sql.Timestamp(entry.getModificationTime())));
        }
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }
}
