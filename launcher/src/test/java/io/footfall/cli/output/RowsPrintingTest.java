package io.footfall.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowsPrintingTest {

  private static final Rows EMPTY = Rows.of(Column.left("table_name"), Column.right("rows"));

  private static <T> String printed(BiConsumer<T, PrintWriter> printer, T what) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    printer.accept(what, writer);
    writer.flush();
    return text.toString();
  }

  private static String csvCell(Object cell) {
    String text = printed(Csv::print, Rows.of(Column.left("a")).with(cell));
    return text.substring("a\r\n".length(), text.length() - 2);
  }

  @Test
  void tableAlignsAndSeparatesThousands() {
    Rows rows = EMPTY.with("events", 1_234_567L).with("quarantine", 7);
    assertThat(printed(Table::print, rows).lines())
        .containsExactly(
            "table name       rows",
            "----------  ---------",
            "events      1,234,567",
            "quarantine          7");
  }

  @Test
  void tableKeepsTheScaleOfExactNumbersAndRoundsOthers() {
    Rows rows = EMPTY.with("exact", new BigDecimal("1234.5000")).with("other", 1234.56);
    assertThat(printed(Table::print, rows)).contains("1,234.5000").contains("1,234.6");
  }

  @Test
  void tableEscapesWhatWouldMoveTheCursorOrHide() {
    Rows rows = EMPTY.with("a\u001b[2J\nb\u202ec\u200d", null);
    assertThat(printed(Table::print, rows)).contains("a\\u001b[2J\\nb\\u202ec\\u200d");
  }

  @Test
  void tableCountsWideAndCombiningCharacters() {
    Rows rows = EMPTY.with("日本", 1).with("e\u0301tat", 2).with("Ж", 3);
    assertThat(printed(Table::print, rows).lines().skip(2))
        .containsExactly("日本           1", "e\u0301tat           2", "Ж              3");
  }

  @Test
  void oneVeryLongCellFillsUpNoOther() {
    Rows rows = EMPTY.with("x".repeat(100_000), 1).with("short", 2);
    List<String> lines = printed(Table::print, rows).lines().toList();
    assertThat(lines.get(2)).isEqualTo("x".repeat(100_000) + "     1");
    assertThat(lines.get(3)).isEqualTo("short" + " ".repeat(115) + "     2");
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    assertThatThrownBy(() -> EMPTY.with("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 2 columns");
  }

  @Test
  void csvHasAHeaderAndCrLf() {
    assertThat(printed(Csv::print, EMPTY.with("events", 1_234L)))
        .isEqualTo("table_name,rows\r\nevents,1234\r\n");
  }

  @Test
  void csvQuotesOnlyWhatNeedsIt() {
    assertThat(csvCell("a,b")).isEqualTo("\"a,b\"");
    assertThat(csvCell("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(csvCell("two\nlines")).isEqualTo("\"two\nlines\"");
    assertThat(csvCell("plain text")).isEqualTo("plain text");
    assertThat(csvCell(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\tx", "-1-1", "+", "-1e5x"})
  void csvDefusesFormulas(String cell) {
    assertThat(csvCell(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uff1d1+1", "\uff0b1", "\uff0d1-1", "\uff20SUM(A1)"})
  void csvDefusesFormulasThatBeginWithAWideCharacter(String cell) {
    assertThat(csvCell(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n=1+1", "\r\n", "\n\t@x"})
  void csvDefusesFormulasBehindALineBreak(String cell) {
    assertThat(csvCell(cell)).isEqualTo("\"'" + cell + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {" =1+1", "  @x", "\u3000\uff1d1", " -1"})
  void csvDefusesFormulasBehindBlanks(String cell) {
    assertThat(csvCell(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1.5", "-0.0001", "12"})
  void csvLeavesNumbersAlone(String cell) {
    assertThat(csvCell(cell)).isEqualTo(cell);
  }

  @Test
  void csvDefusesCarriageReturnInsideQuotes() {
    assertThat(csvCell("\r=x")).isEqualTo("\"'\r=x\"");
  }

  @Test
  void csvWritesExactNumbersPlainly() {
    assertThat(csvCell(new BigDecimal("1E+3"))).isEqualTo("1000");
  }

  @Test
  void jsonIsOneObject() throws Exception {
    String json = printed(Json::print, Map.of("rows", EMPTY.with("a\u001b", 5L).asMaps()));
    assertThat(new ObjectMapper().readTree(json))
        .isEqualTo(
            new ObjectMapper().readTree("{\"rows\":[{\"table_name\":\"a\\u001b\",\"rows\":5}]}"));
    assertThat(json).endsWith("}" + System.lineSeparator()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "日本,4", "ｶﾅ,2", "한국,4", "🙂,2", "é,1"})
  void widthIsInTerminalCells(String text, int cells) {
    assertThat(Printable.width(text)).isEqualTo(cells);
  }
}
