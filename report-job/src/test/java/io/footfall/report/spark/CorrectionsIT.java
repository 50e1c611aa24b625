package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.runtime.delta.Corrections;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.CorrectionTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Of corrections and restatements, merged with what they correct. */
class CorrectionsIT extends MergingTestBase {

  /** Also where the merge of updates is behind what was corrected. */
  @Test
  void correctionsWinAndNothingComesBackThatTheyTookAway() throws IOException {
    append(
        session("a", "o'neill", 0, 1, "CLOSED", 0, 60, 3, "web"),
        session("c", "u2", 0, 1, "CLOSED", 0, 0, 1, null));
    append(cohort("o'neill", 1, 1));
    merge();
    append(
        session("a", "o'neill", 0, 2, "CLOSED", 0, 60, 3, "web"),
        session("b", "o'neill", 0, 1, "CLOSED", 900, 960, 2, "app"));
    correct(
        Tables.SESSION_UPDATES,
        rows(
            session("a", "o'neill", 0, 3, "CLOSED", 0, 960, 7, "web"),
            session("b", "o'neill", 0, 2, "MERGED", 900, 0, 0, null),
            session("d", "u3", 0, 1, "CLOSED", 0, 0, 1, "tv")));
    correct(Tables.FUNNEL_UPDATES, rows(cohort("o'neill", 1, -1), cohort("o'neill", 2, 1)));

    var spark = ReportSession.open(warehouse.spark(), warehouse.config());
    assertThat(events(new SessionAnswers(spark, warehouse.config()).live(functions.lit(true))))
        .containsExactly("[a,7]", "[c,1]", "[d,1]");
    LiveViews.register(spark, warehouse.config());
    assertThat(events(Optional.of(spark.table("sessions_live"))))
        .containsExactly("[a,7]", "[c,1]", "[d,1]");
    assertThat(
            warehouse.rows(
                spark.table("funnel_report_live").where("users > 0").selectExpr("step", "users")))
        .containsExactly("[1,1]", "[2,1]");

    merge();
    assertThat(events(Optional.of(read()))).containsExactly("[a,7]", "[c,1]", "[d,1]");
    String[] journey = {
      "user_id", "sessions", "events", "last_session_id", "element_at(furthest, 'purchase')"
    };
    List<String> journeys = List.of("[o'neill,1,7,a,2]", "[u2,1,1,c,null]", "[u3,1,1,d,null]");
    assertThat(journeys(journey)).isEqualTo(journeys);
    assertThat(merge()).as("again").isZero();

    assertThat(restated(spark))
        .as("by the next run, where the one that corrected has died")
        .containsExactly(
            "sessions null events null 6.0000 9.0000",
            "sessions null ordered EUR 6.0000 9.0000",
            "sessions null paid EUR 3.0000 4.5000",
            "funnel_report 2 users null 0.0000 1.0000");
    assertThat(restated(spark)).as("again").isEmpty();
    assertThat(warehouse.read(CorrectionTables.RESTATEMENTS).count()).isEqualTo(4);

    forget(Tables.FUNNEL_UPDATES);
    forget(Tables.SESSION_UPDATES);
    merge();
    assertThat(events(Optional.of(read()))).containsExactly("[a,7]", "[c,1]", "[d,1]");
    assertThat(journeys(journey)).as("after all was merged anew").isEqualTo(journeys);
  }

  @Test
  void ofTwoReconciliationsAtOnceTheSlowerStops() {
    String folder = warehouse.config().warehouse();
    TableLayout layout = CorrectionTables.SESSION_CORRECTIONS;
    Corrections one = Corrections.open(merging.session(), folder, layout);
    Corrections other = Corrections.open(merging.session(), folder, layout);
    Dataset<Row> rows = rows(session("a", "u1", 0, 1, "CLOSED", 0, 60, 3, "web"));

    assertThat(one.append(rows)).isEqualTo(1);
    assertThatThrownBy(() -> other.append(rows))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(
            "another reconciliation has written to session_corrections since this one began");

    Corrections next = Corrections.open(merging.session(), folder, layout);
    assertThat(next.run()).isEqualTo(1);
    assertThat(next.append(rows)).isEqualTo(2);
    assertThat(warehouse.read(layout).count()).isEqualTo(2);
  }

  private List<String> restated(SparkSession spark) {
    return new Restatements(spark, warehouse.config(), Instant.now())
        .write().stream()
            .map(
                row ->
                    Stream.of("table_name", "step", "metric", "currency", "before", "after")
                        .map(column -> String.valueOf(row.<Object>getAs(column)))
                        .collect(Collectors.joining(" ")))
            .toList();
  }

  private List<String> events(Optional<Dataset<Row>> sessions) {
    return warehouse.rows(sessions.orElseThrow().selectExpr("session_id", "events"));
  }

  /** As a reconciliation does. */
  private void correct(TableLayout corrected, Dataset<Row> rows) {
    TableLayout layout =
        corrected.equals(Tables.SESSION_UPDATES)
            ? CorrectionTables.SESSION_CORRECTIONS
            : CorrectionTables.FUNNEL_CORRECTIONS;
    Corrections.open(merging.session(), warehouse.config().warehouse(), layout).append(rows);
  }

  /** The same rows in a table that is made anew, of which no position is known. */
  private void forget(TableLayout layout) throws IOException {
    String path = layout.path(warehouse.config().warehouse());
    List<Row> rows = warehouse.read(layout).collectAsList();
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    DeltaTables.forgetAll();
    MergeTarget.open(merging.session(), warehouse.config().warehouse(), layout);
    merging
        .session()
        .createDataFrame(rows, layout.schema())
        .write()
        .format("delta")
        .mode("append")
        .save(path);
  }
}
