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
 * Sessions as people and programs read them.
 *
 * @param sessions as {@code SessionAnswers} gives them
 */
public record SessionList(List<Row> sessions) {

  /** The columns that fit a screen. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("session_id"),
            Column.left("user_id"),
            Column.left("status"),
            Column.left("start_time"),
            Column.right("seconds"),
            Column.right("events"),
            Column.left("first_page"),
            Column.left("last_page"),
            Column.left("channel"),
            Column.left("ordered"),
            Column.left("paid"),
            Column.left("kind"));
    for (Row row : sessions) {
      rows =
          rows.with(
              text(row, "session_id"),
              text(row, "user_id"),
              isTrue(row, "final") ? "FINAL" : text(row, "status"),
              time(row, "start_time"),
              BigDecimal.valueOf(row.<Long>getAs("duration_micros") / 1_000, 3),
              row.<Long>getAs("events"),
              text(row, "first_page"),
              text(row, "last_page"),
              text(row, "channel"),
              amounts(row, "ordered"),
              amounts(row, "paid"),
              kind(row));
    }
    return rows;
  }

  /** Everything. */
  public Map<String, Object> json() {
    return Map.of("sessions", sessions.stream().map(SessionList::json).toList());
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String column : row.schema().fieldNames()) {
      Object value = row.getAs(column);
      if (value instanceof Timestamp timestamp) {
        json.put(column, timestamp.toInstant().toString());
      } else if (value instanceof scala.collection.Map<?, ?>) {
        json.put(column, map(row, column));
      } else {
        json.put(column, value);
      }
    }
    return json;
  }

  private static String kind(Row row) {
    if (isTrue(row, "is_bot")) {
      return "bot";
    }
    return isTrue(row, "is_bounce") ? "bounce" : "";
  }

  private static String amounts(Row row, String column) {
    return map(row, column).entrySet().stream()
        .map(
            sum ->
                ((BigDecimal) sum.getValue()).stripTrailingZeros().toPlainString()
                    + " "
                    + sum.getKey())
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> map(Row row, String column) {
    return new TreeMap<>(row.<String, Object>getJavaMap(row.fieldIndex(column)));
  }

  private static boolean isTrue(Row row, String column) {
    return row.<Boolean>getAs(column);
  }

  private static String text(Row row, String column) {
    return row.getAs(column);
  }

  private static String time(Row row, String column) {
    return row.<Timestamp>getAs(column).toInstant().toString();
  }
}
