package io.footfall.report.core.html;

import java.util.List;

/**
 * Rows of text and numbers.
 *
 * @param rows cells in the order of the columns; numbers stand to the right
 */
public record HtmlTable(String title, List<String> columns, List<List<Object>> rows)
    implements Block {

  public HtmlTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  @Override
  public String body() {
    StringBuilder table = new StringBuilder("<table>\n<tr>");
    for (int i = 0; i < columns.size(); i++) {
      boolean number = !rows.isEmpty() && rows.get(0).get(i) instanceof Number;
      table
          .append(number ? "<th class=\"number\">" : "<th>")
          .append(Html.escaped(columns.get(i)))
          .append("</th>");
    }
    table.append("</tr>\n");
    for (List<Object> row : rows) {
      table.append("<tr>");
      for (Object cell : row) {
        table
            .append(
                cell instanceof Number number
                    ? "<td class=\"number\">" + Html.number(number)
                    : "<td>" + Html.escaped(cell.toString()))
            .append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</table>\n").toString();
  }
}
