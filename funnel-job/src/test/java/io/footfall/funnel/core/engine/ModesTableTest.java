package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.funnel.FunnelMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/funnels.md} is what the engine says. */
class ModesTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/funnels.md");
  private static final String BEGIN = "<!-- modes: generated, see ModesTableTest -->\n";
  private static final String END = "<!-- end of modes -->\n";
  private static final int WINDOW = 10;

  /** Steps and timelines, chosen so that modes differ. */
  private static final List<String[]> CASES =
      List.of(
          new String[] {"3", "0A 1B 2C"},
          new String[] {"3", "0A 1X 2B 3C"},
          new String[] {"3", "0A 1B 2X 3C"},
          new String[] {"3", "0A 1A 2B 3B 4C 5C"},
          new String[] {"3", "0A 1B 2A 3C"},
          new String[] {"3", "0A 1B 2A 3B 4C"},
          new String[] {"3", "0A 1C 2B"},
          new String[] {"3", "0A 1C 2B 3C"},
          new String[] {"3", "0C 1B 2A"},
          new String[] {"4", "0A 1B 2C 3B 4D"},
          new String[] {"4", "0A 1B 2D 3C"},
          new String[] {"2", "0A 10B"},
          new String[] {"2", "0A 11B"},
          new String[] {"3", "0A 5A 6B 12C"},
          new String[] {"2", "5B 5A"},
          new String[] {"2", "0(AB)"},
          new String[] {"3", "0(AB) 1(BC) 2C"});

  @Test
  void tableIsWhatTheEngineSays() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int until = page.indexOf(END);
    assertThat(page).contains(BEGIN, END);
    if (Boolean.getBoolean("footfall.docs.update")) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(until));
      return;
    }
    assertThat(page.substring(from, until))
        .as("generated; write it anew with -Dfootfall.docs.update=true")
        .isEqualTo(table());
  }

  private static String table() {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("Steps", "Events"));
    for (FunnelMode mode : FunnelMode.values()) {
      heading.add(mode.dialect().equals("footfall") ? mode.configName() : name(mode));
    }
    rows.add(heading);
    for (String[] each : CASES) {
      int steps = Integer.parseInt(each[0]);
      List<String> row = new ArrayList<>(List.of("ABCD".substring(0, steps), "`" + each[1] + "`"));
      for (FunnelMode mode : FunnelMode.values()) {
        Shape shape = Letters.shape(mode, steps, WINDOW, 1_000, List.of());
        row.add(Integer.toString(Letters.timeline(each[1], steps).level(shape)));
      }
      rows.add(row);
    }
    return render(rows);
  }

  private static String name(FunnelMode mode) {
    return "clickhouse" + (mode == FunnelMode.CLICKHOUSE ? "" : " " + mode.configName());
  }

  private static String render(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.add(1, rule);
    StringBuilder table = new StringBuilder();
    for (List<String> row : all) {
      for (int i = 0; i < columns; i++) {
        table.append("| ").append(row.get(i));
        table.append(" ".repeat(widths[i] - row.get(i).length())).append(' ');
      }
      table.append("|\n");
    }
    return table.toString();
  }
}
