package io.footfall.cli.report;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Sessions as people and programs read them.
 *
 * @param sessions as {@code SessionAnswers} gives them
 */
public record SessionList(List<Row> sessions) {
  private static final List<Column> COLUMNS =
      List.of(
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

  /** The columns that fit a screen. */
  public Rows rows() {
    return new Rows(COLUMNS, answers().map(SessionList::cells).toList());
  }

  private static List<Object> cells(AnswerRow row) {
    return Arrays.asList(
        row.text("session_id"),
        row.text("user_id"),
        row.isTrue("final") ? "FINAL" : row.text("status"),
        row.time("start_time"),
        BigDecimal.valueOf(row.number("duration_micros") / 1_000, 3),
        row.number("events"),
        row.text("first_page"),
        row.text("last_page"),
        row.text("channel"),
        row.amounts("ordered"),
        row.amounts("paid"),
        kind(row));
  }

  /** Everything. */
  public Map<String, Object> json() {
    return Map.of("sessions", answers().map(SessionList::json).toList());
  }

  private Stream<AnswerRow> answers() {
    return sessions.stream().map(AnswerRow::new);
  }

  private static Map<String, Object> json(AnswerRow row) {
    return row.json(
        Map.of(
            "events_by_type", row.counts("events_by_type"),
            "ordered", row.amounts("ordered"),
            "paid", row.amounts("paid")));
  }

  private static String kind(AnswerRow row) {
    if (row.isTrue("is_bot")) {
      return "bot";
    }
    return row.isTrue("is_bounce") ? "bounce" : "";
  }
}
