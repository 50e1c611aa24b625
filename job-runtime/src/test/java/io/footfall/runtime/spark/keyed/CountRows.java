package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.sink.RowProcessor;
import io.footfall.runtime.spark.sink.TaskReport;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The tables of {@link CountStep}, and how its rows get there. Counts rows by status. */
record CountRows(String topic) implements RowProcessor {
  static final TableLayout UPDATES =
      new TableLayout(
          "count_updates",
          new StructType()
              .add("status", DataTypes.StringType)
              .add("user_id", DataTypes.StringType)
              .add("count", DataTypes.LongType)
              .add("generation", DataTypes.IntegerType)
              .add("truncated", DataTypes.BooleanType)
              .add("commit_date", DataTypes.DateType),
          "commit_date");
  static final TableLayout LATE =
      new TableLayout(
          "count_late_events",
          new StructType()
              .add("user_id", DataTypes.StringType)
              .add("source_epoch", DataTypes.IntegerType)
              .add("kafka_topic", DataTypes.StringType)
              .add("kafka_partition", DataTypes.IntegerType)
              .add("kafka_offset", DataTypes.LongType)
              .add("commit_date", DataTypes.DateType),
          "commit_date");
  private static final int DAY = 20_000;

  @Override
  public Task start(long batch, Map<String, RecordedOffsets> recorded) {
    Map<String, Long> counts = new TreeMap<>();
    return new Task() {
      @Override
      public void process(InternalRow row, TableWriters out) throws IOException {
        String[] fields = CountStep.fields(row.getBinary(0));
        counts.merge(fields[0], 1L, Long::sum);
        if (fields[0].equals("LATE")) {
          out.write(
              LATE,
              DAY,
              row(
                  UTF8String.fromString(fields[1]),
                  JobPlan.SOURCE_EPOCH,
                  UTF8String.fromString(topic),
                  Integer.parseInt(fields[2]),
                  Long.parseLong(fields[3])));
        } else {
          out.write(
              UPDATES,
              DAY,
              row(
                  UTF8String.fromString(fields[0]),
                  UTF8String.fromString(fields[1]),
                  Long.parseLong(fields[2]),
                  Integer.parseInt(fields[3]),
                  Boolean.parseBoolean(fields[4])));
        }
      }

      @Override
      public TaskReport finish(TableWriters out) {
        return new TaskReport(Map.of(), counts);
      }
    };
  }

  private static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }
}
