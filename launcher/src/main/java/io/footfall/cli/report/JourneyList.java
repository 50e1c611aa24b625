package io.footfall.cli.report;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Users as people and programs read of them.
 *
 * @param journeys as {@code JourneyAnswers} gives them
 */
public record JourneyList(List<Row> journeys) {
  private static final List<Column> COLUMNS =
      List.of(
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

  /** One row per user. */
  public Rows rows() {
    return new Rows(COLUMNS, answers().map(JourneyList::cells).toList());
  }

  private static List<Object> cells(AnswerRow row) {
    return Arrays.asList(
        row.text("user_id"),
        row.time("first_seen"),
        row.time("last_seen"),
        row.number("sessions"),
        row.number("events"),
        row.number("orders"),
        row.amounts("paid"),
        row.text("last_channel"),
        row.isTrue("in_session") ? "yes" : "no",
        row.counts("furthest").entrySet().stream()
            .map(level -> level.getKey() + " " + level.getValue())
            .collect(Collectors.joining(", ")));
  }

  /** Everything. */
  public Map<String, Object> json() {
    return Map.of("journeys", answers().map(JourneyList::json).toList());
  }

  private Stream<AnswerRow> answers() {
    return journeys.stream().map(AnswerRow::new);
  }

  private static Map<String, Object> json(AnswerRow row) {
    return row.json(
        Map.of(
            "ordered", row.amounts("ordered"),
            "paid", row.amounts("paid"),
            "furthest", row.counts("furthest")));
  }
}
