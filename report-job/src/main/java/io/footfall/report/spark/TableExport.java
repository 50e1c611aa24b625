package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;

import io.footfall.report.core.ReportErrors;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/** Tables as other programs take them: maps as JSON, no sketches, times as text with their zone. */
public final class TableExport {

  /** A table, and the column that {@code --since} is about. */
  private record Source(TableLayout layout, String time) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source(Tables.EVENTS, "event_time"),
          new Source(Tables.QUARANTINE, "kafka_timestamp"),
          new Source(ReportTables.EVENT_STATS, "bucket"),
          new Source(ReportTables.FUNNEL_REPORT, "cohort"));

  private TableExport() {}

  /** What can be exported. */
  public static List<String> names() {
    return SOURCES.stream().map(source -> source.layout().name()).toList();
  }

  /**
   * The rows of a table; empty where it is not there yet.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, for another name
   */
  public static Optional<Dataset<Row>> of(
      SparkSession session, FootfallConfig config, String name, TimeRange range) {
    Source source =
        SOURCES.stream()
            .filter(each -> each.layout().name().equals(name))
            .findFirst()
            .orElseThrow(() -> ReportErrors.noSuchTable(name, String.join(", ", names())));
    return Pinned.newest(session, config.warehouse(), source.layout())
        .map(table -> table.rows().where(range.of(col(source.time()))))
        .map(rows -> rows.select(columns(rows)));
  }

  private static Column[] columns(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (!field.name().endsWith("_sketch")) {
        columns.add(plain(col(field.name()), field.dataType()).as(field.name()));
      }
    }
    return columns.toArray(Column[]::new);
  }

  private static Column plain(Column column, DataType type) {
    if (type instanceof MapType) {
      return functions.to_json(column);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return functions.date_format(column, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
    }
    return type.equals(DataTypes.BinaryType) ? functions.base64(column) : column;
  }
}
