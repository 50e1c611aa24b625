package io.footfall.cli.report;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** A row of an answer, column by column as people and programs read it. */
record AnswerRow(Row row) {

  /** Null where unknown. */
  String text(String column) {
    return row.getAs(column);
  }

  long number(String column) {
    return row.<Long>getAs(column);
  }

  boolean isTrue(String column) {
    return row.<Boolean>getAs(column);
  }

  /** ISO-8601, UTC; null where unknown. */
  String time(String column) {
    Timestamp time = row.getAs(column);
    return time == null ? null : time.toInstant().toString();
  }

  Amounts amounts(String column) {
    return Amounts.of(row.<String, BigDecimal>getJavaMap(row.fieldIndex(column)));
  }

  /** In the order of the names. */
  Map<String, Object> counts(String column) {
    return new TreeMap<>(row.<String, Object>getJavaMap(row.fieldIndex(column)));
  }

  /**
   * Every column.
   *
   * @param others columns that are not shown as they come
   */
  Map<String, Object> json(Map<String, Object> others) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String column : row.schema().fieldNames()) {
      Object value = row.getAs(column);
      if (others.containsKey(column)) {
        json.put(column, others.get(column));
      } else {
        json.put(column, value instanceof Timestamp ? time(column) : value);
      }
    }
    return json;
  }
}
