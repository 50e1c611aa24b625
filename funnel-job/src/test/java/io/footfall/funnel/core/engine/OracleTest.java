package io.footfall.funnel.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.reference.NaiveEvent;
import io.footfall.funnel.core.reference.NaiveFunnel;
import io.footfall.schema.core.funnel.FunnelMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of cases, each against engine and reference. */
class OracleTest {
  private static final long LARGE = 1_000;

  static List<String> sequences() throws IOException {
    return rows("funnel.csv");
  }

  static List<String> windows() throws IOException {
    return rows("funnel-windows.csv");
  }

  static List<String> own() throws IOException {
    return rows("own.csv");
  }

  /** Without comments and heading. */
  static List<String> rows(String file) throws IOException {
    try (InputStream in = OracleTest.class.getResourceAsStream("/oracles/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).skip(1).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void sequenceReachesTheLevel(String row) throws Exception {
    String[] cells = row.split(",", -1);
    int steps = Integer.parseInt(cells[0]);
    Letters letters = Letters.sequence(cells[1], steps);
    check(letters, steps, LARGE, FunnelMode.ORDERED, cells[2]);
    check(letters, steps, LARGE, FunnelMode.CLICKHOUSE, cells[3]);
    check(letters, steps, LARGE, FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION, cells[4]);
    check(letters, steps, LARGE, FunnelMode.CLICKHOUSE_STRICT_ORDER, cells[5]);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void windowBoundsTheLevel(String row) throws Exception {
    String[] cells = row.split(",", -1);
    int steps = (int) cells[1].chars().filter(Character::isLetter).distinct().count();
    Letters letters = Letters.timeline(cells[1], steps);
    long window = Long.parseLong(cells[0]);
    check(letters, steps, window, FunnelMode.ORDERED, cells[2]);
    check(letters, steps, window, FunnelMode.CLICKHOUSE, cells[3]);
  }

  private static void check(
      Letters letters, int steps, long window, FunnelMode mode, String expected) throws Exception {
    Shape shape = Letters.shape(mode, steps, window, LARGE, List.of());
    assertThat(levels(letters.events(), shape)).as("%s", mode).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("own")
  void ownCase(String row) throws Exception {
    String[] cells = row.split(",", -1);
    int steps = Integer.parseInt(cells[1]);
    List<Shape.Between> exclusions =
        Stream.of(cells[4])
            .filter(text -> !text.isEmpty())
            .map(text -> text.split("-", -1))
            .map(pair -> new Shape.Between(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
            .toList();
    Shape shape =
        Letters.shape(
            FunnelMode.valueOf(cells[0].toUpperCase(Locale.ROOT)),
            steps,
            Long.parseLong(cells[2]),
            Long.parseLong(cells[3]),
            exclusions);
    assertThat(levels(Letters.timeline(cells[5], steps).events(), shape))
        .as(cells[7])
        .isEqualTo(cells[6]);
  }

  /** The level of each cohort, by engine and reference, which must agree. */
  private static String levels(List<NaiveEvent> events, Shape shape) throws Exception {
    NaiveFunnel reference = new NaiveFunnel(shape, Long.MAX_VALUE);
    List<String> levels = new ArrayList<>();
    for (long cohort : new TreeSet<>(reference.cohorts(events))) {
      int naive = reference.best(events, cohort).orElseThrow().level();
      Chain chain = new FunnelEngine(shape).best(Letters.columns(events), cohort);
      assertThat(chain.level()).as("engine and reference").isEqualTo(naive);
      levels.add(Integer.toString(naive));
    }
    return levels.stream().collect(Collectors.joining("|"));
  }
}
