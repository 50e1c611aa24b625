package io.footfall.cli.demo;

import io.footfall.cli.report.FunnelView;
import io.footfall.funnel.core.engine.Shape;
import io.footfall.funnel.spark.FunnelReport;
import io.footfall.generator.core.FunnelTruth;
import io.footfall.generator.core.GeneratedRecord;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The purchase funnel as the job has counted it, beside the generator's truth. */
final class FunnelSection implements DemoSection {
  private static final String NAME = "purchase";

  private final FunnelTruth truth = new FunnelTruth();

  @Override
  public String name() {
    return "funnels";
  }

  @Override
  public void sent(GeneratedRecord record) {
    truth.accept(record);
  }

  @Override
  public SectionResult compare(DemoRun run) {
    return shown(run.config())
        .map(funnel -> compare(run, funnel))
        .orElseGet(
            () ->
                new SectionResult(
                    name(), List.of(), Map.of(), List.of(), List.of(), "no funnel is defined"));
  }

  private SectionResult compare(DemoRun run, FunnelDefinition funnel) {
    remember(run);
    FunnelReport report =
        FunnelReport.of(
            run.spark(),
            run.warehouse(),
            run.config().pipeline(),
            new FunnelReport.Request(
                funnel.name(), Optional.empty(), Optional.empty(), Optional.empty()));
    FunnelView view = new FunnelView(report);
    List<FunnelReport.Step> steps = report.groups().values().iterator().next();
    List<Long> expected = truth.usersPerStep(late(run.spark(), run.warehouse()));
    List<SectionResult.Line> lines = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    boolean known = isWhatTheTruthCounts(funnel) && report.former().isEmpty();
    for (int i = 0; i < steps.size(); i++) {
      FunnelReport.Step step = steps.get(i);
      Long sent = known ? expected.get(i) : null;
      lines.add(new SectionResult.Line("users at " + step.name(), sent, step.users()));
      if (known && !sent.equals(step.users())) {
        differences.add(
            "users at %s: sent %s, found %s".formatted(step.name(), sent, step.users()));
      }
    }
    return new SectionResult(name(), lines, view.json(), differences, view.chart(), summary(steps));
  }

  /** The funnel whose truth the generator knows; where it is not defined, the first that is. */
  private static Optional<FunnelDefinition> shown(FootfallConfig config) {
    List<FunnelDefinition> all = config.funnel().definitions();
    return all.stream()
        .filter(funnel -> funnel.name().equals(NAME))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** Only of the funnel that is counted where none is defined does the generator know the truth. */
  private static boolean isWhatTheTruthCounts(FunnelDefinition funnel) {
    FunnelDefinition usual =
        shown(ConfigLoader.load(Optional.empty(), Map.of(), Map.of()).config()).orElseThrow();
    return funnel.steps().equals(usual.steps()) && Shape.of(funnel).equals(Shape.of(usual));
  }

  /** What the topic held before the run: its users may go on. */
  private void remember(DemoRun run) {
    Dataset<Row> events =
        run.spark().read().format("delta").load(Tables.EVENTS.path(run.warehouse()));
    events
        .where(before(run.offsets()))
        .selectExpr("user_id", "event_id", "event_type", "unix_millis(event_time)")
        .toLocalIterator()
        .forEachRemaining(
            row -> truth.add(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)));
  }

  private static Column before(Map<KafkaPartition, OffsetRange> offsets) {
    Column within = functions.lit(false);
    for (Map.Entry<KafkaPartition, OffsetRange> entry : offsets.entrySet()) {
      within =
          within.or(
              functions
                  .col("kafka_topic")
                  .equalTo(entry.getKey().topic())
                  .and(functions.col("kafka_partition").equalTo(entry.getKey().number()))
                  .and(functions.col("kafka_offset").geq(entry.getValue().from())));
    }
    return functions.not(within);
  }

  private static Map<String, Long> late(SparkSession spark, String warehouse) {
    Map<String, Long> late = new TreeMap<>();
    spark
        .read()
        .format("delta")
        .load(Tables.FUNNEL_LATE_EVENTS.path(warehouse))
        .groupBy("event_id")
        .count()
        .collectAsList()
        .forEach(row -> late.put(row.getString(0), row.getLong(1)));
    return late;
  }

  private static String summary(List<FunnelReport.Step> steps) {
    FunnelReport.Step first = steps.get(0);
    FunnelReport.Step last = steps.get(steps.size() - 1);
    return String.format(
        Locale.ROOT,
        "%,d of %,d users went from %s to %s",
        last.users(),
        first.users(),
        first.name(),
        last.name());
  }
}
