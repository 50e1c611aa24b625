package io.footfall.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command found, before anyone decides how it looks.
 *
 * @param columns at least one
 * @param rows cells in the order of the columns; numbers stay numbers, null is an empty cell
 */
public record Rows(List<Column> columns, List<List<Object>> rows) {

  public Rows {
    columns = List.copyOf(columns);
    List<List<Object>> copy = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d cells for %d columns".formatted(row.size(), columns.size()));
      }
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
  }

  public static Rows of(Column... columns) {
    return new Rows(List.of(columns), List.of());
  }

  /** These rows and one more: for a few, since all of them are copied. */
  public Rows with(Object... cells) {
    List<List<Object>> more = new ArrayList<>(rows);
    more.add(Arrays.asList(cells));
    return new Rows(columns, more);
  }

  /** Each row as column key to cell, for JSON. */
  public List<Map<String, Object>> asMaps() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        map.put(columns.get(i).key(), row.get(i));
      }
      maps.add(map);
    }
    return maps;
  }
}
