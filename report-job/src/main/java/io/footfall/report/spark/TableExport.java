package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;

import io.footfall.report.core.ReportErrors;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.CorrectionTables;
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

/**
 * Tables and live views as other programs take them: maps as JSON, no sketches, times as text with
 * their zone.
 */
public final class TableExport {

  /** A table or view, and the column that {@code --since} is about. */
  private record Source(String name, Optional<TableLayout> layout, String time) {
    static Source table(TableLayout layout, String time) {
      return new Source(layout.name(), Optional.of(layout), time);
    }

    static Source view(String name, String time) {
      return new Source(name, Optional.empty(), time);
    }
  }

  private static final List<Source> SOURCES =
      List.of(
          Source.table(Tables.EVENTS, "event_time"),
          Source.table(Tables.QUARANTINE, "kafka_timestamp"),
          Source.table(ReportTables.EVENT_STATS, "bucket"),
          Source.table(ReportTables.SESSIONS, "start_time"),
          Source.table(ReportTables.USER_JOURNEYS, "last_seen"),
          Source.table(ReportTables.FUNNEL_REPORT, "cohort"),
          Source.table(CorrectionTables.RESTATEMENTS, "bucket"),
          Source.view("event_stats_live", "bucket"),
          Source.view("sessions_live", "start_time"),
          Source.view("user_journeys_live", "last_seen"),
          Source.view("funnel_report_live", "cohort"));

  private TableExport() {}

  /** What can be exported. */
  public static List<String> names() {
    return SOURCES.stream().map(Source::name).toList();
  }

  /**
   * The rows of a table or view; empty where it is not there yet.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, for another name
   */
  public static Optional<Dataset<Row>> of(
      SparkSession session, FootfallConfig config, String name, TimeRange range) {
    Source source =
        SOURCES.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> ReportErrors.noSuchTable(name, String.join(", ", names())));
    return rows(session, config, source)
        .map(rows -> rows.where(range.of(col(source.time()))))
        .map(rows -> rows.select(columns(rows)));
  }

  private static Optional<Dataset<Row>> rows(
      SparkSession session, FootfallConfig config, Source source) {
    if (source.layout().isPresent()) {
      return Pinned.newest(session, config.warehouse(), source.layout().get()).map(Pinned::rows);
    }
    LiveViews.requireWhole(session, config, source.name());
    return LiveViews.register(session, config).contains(source.name())
        ? Optional.of(session.table(source.name()))
        : Optional.empty();
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
