package io.footfall.cli.report;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Users as people and programs read of them.
 *
 * @param journeys as {@code JourneyAnswers} gives them
 */
public record JourneyList(List<Row> journeys) {

  /** One row per user. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("user_id"),
            Column.left("first_seen"),
            Column.left("last_seen"),
            Column.right("sessions"),
            Column.right("events"),
            Column.right("orders"),
            Column.left("paid"),
            Column.left("last_channel"),
            Column.left("in_session"),
            Column.left("furthest"));
    for (Row row : journeys) {
      rows =
          rows.with(
              row.<String>getAs("user_id"),
              time(row, "first_seen"),
              time(row, "last_seen"),
              row.<Long>getAs("sessions"),
              row.<Long>getAs("events"),
              row.<Long>getAs("orders"),
              amounts(row, "paid"),
              row.<String>getAs("last_channel"),
              row.<Boolean>getAs("in_session") ? "yes" : "no",
              levels(row).entrySet().stream()
                  .map(level -> level.getKey() + " " + level.getValue())
                  .collect(Collectors.joining(", ")));
    }
    return rows;
  }

  /** Everything. */
  public Map<String, Object> json() {
    return Map.of("journeys", journeys.stream().map(JourneyList::json).toList());
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String column : row.schema().fieldNames()) {
      json.put(
          column,
          switch (column) {
            case "ordered", "paid" -> amounts(row, column);
            case "furthest" -> levels(row);
            case "first_seen", "last_seen", "last_session_start" -> time(row, column);
            default -> row.getAs(column);
          });
    }
    return json;
  }

  private static Amounts amounts(Row row, String column) {
    return Amounts.of(row.<String, BigDecimal>getJavaMap(row.fieldIndex(column)));
  }

  private static Map<String, Integer> levels(Row row) {
    return new TreeMap<>(row.<String, Integer>getJavaMap(row.fieldIndex("furthest")));
  }

  /** Null for a user of whom only funnels are known. */
  private static String time(Row row, String column) {
    Timestamp time = row.getAs(column);
    return time == null ? null : time.toInstant().toString();
  }
}
