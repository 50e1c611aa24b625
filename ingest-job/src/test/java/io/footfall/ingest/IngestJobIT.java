package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.Coverage;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class IngestJobIT extends PipelineTestBase {
  /** Valid where {@code footfall.mapping.event-id} is {@code id}. */
  private static final String NEW_EVENT =
      """
      {"id":"new","userId":"u","eventType":"view","eventTime":"2026-03-01T12:00:00Z"}""";

  @Override
  int partitions() {
    return 2;
  }

  @Test
  void putsEveryRecordWhereItBelongs() {
    topic.send(0, Topic.event("a"), "{", Topic.event("b"));
    topic.send(1, Topic.event("c"), "[]");
    topic.sendBytes(1, null);
    pipeline.run();

    assertThat(column("event_id")).containsExactly("a", "b", "c");
    assertThat(
            pipeline
                .table(Tables.QUARANTINE)
                .selectExpr(
                    "concat(kafka_partition, ':', kafka_offset, ' ', reason, ' ', string(raw)) AS found")
                .sort("found")
                .collectAsList())
        .extracting(row -> row.isNullAt(0) ? "null" : row.getString(0))
        .containsExactlyInAnyOrder("0:1 MALFORMED_JSON {", "1:1 NOT_AN_OBJECT []", "null");
    Row event = pipeline.table(Tables.EVENTS).where("event_id = 'a'").collectAsList().get(0);
    assertThat(event.getDecimal(event.fieldIndex("amount"))).isEqualByComparingTo("12.34");
    assertThat(event.getJavaMap(event.fieldIndex("properties")))
        .isEqualTo(Map.of("referrer", "mail"));
    assertThat(event.getTimestamp(event.fieldIndex("event_time")).toInstant()).isEqualTo(Topic.NOW);
    assertThat(event.get(event.fieldIndex("event_date"))).hasToString("2026-03-01");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  @Test
  void statsAddUpToTheEventsAndSparkReadsTheirSketches() {
    topic.send(0, events("x", 100));
    topic.send(1, events("x", 50));
    pipeline.run();
    topic.send(1, events("y", 10));
    pipeline.run();

    Row sums =
        pipeline
            .table(Tables.EVENT_STATS_PARTIAL)
            .agg(
                functions.sum("events"),
                functions.sum("amount"),
                functions.expr("hll_sketch_estimate(hll_union_agg(users))"))
            .collectAsList()
            .get(0);
    assertThat(sums.getLong(0)).isEqualTo(160);
    assertThat(sums.getDecimal(1)).isEqualByComparingTo("1974.40");
    assertThat(sums.getLong(2)).isBetween(105L, 115L);
  }

  @Test
  void goesOnAfterTheCheckpointWasLostWithoutLossOrDouble() throws IOException {
    topic.send(0, events("before", 20));
    pipeline.run();
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    topic.send(0, events("after", 10));
    pipeline.run();

    assertThat(column("event_id")).doesNotHaveDuplicates().hasSize(30);
    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).isTrue();
    assertThat(report.partitions().get(partition(0)).recorded()).isEqualTo(new OffsetRange(0, 30));
  }

  @Test
  void finishesAPlannedBatchWithTheMappingItBeganWith() throws IOException {
    topic.send(0, Topic.event("old"));
    pipeline.run();
    // The batch is planned, but neither finished nor in any table: as after a crash in its midst.
    Files.delete(pipeline.checkpoint().resolve("commits/0"));
    for (var table : List.of(Tables.EVENTS, Tables.EVENT_STATS_PARTIAL)) {
      JavaUtils.deleteRecursively(pipeline.warehouse().resolve(table.name()).toFile());
    }
    topic.send(0, NEW_EVENT);
    pipeline.set("footfall.mapping.event-id", "id");
    pipeline.run();

    assertThat(column("event_id")).containsExactly("new", "old");
    assertThat(pipeline.table(Tables.QUARANTINE).count()).isZero();
  }

  @Test
  void finishesABatchThatIsInSomeTablesOnlyWithItsMappingThoughTheCheckpointIsGone()
      throws IOException {
    leaveABatchHalfDoneAndLoseTheCheckpoint();
    pipeline.set("footfall.mapping.event-id", "id");
    pipeline.run();

    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(column("event_id")).containsExactly("old");
    assertThat(pipeline.table(Tables.QUARANTINE).count()).isOne();

    topic.send(0, NEW_EVENT);
    pipeline.run();
    assertThat(column("event_id")).as("the new mapping is in force").containsExactly("new", "old");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  @Test
  void refusesToFinishABatchWhoseMappingIsGoneUntilItIsConfiguredOnceMore() throws IOException {
    leaveABatchHalfDoneAndLoseTheCheckpoint();
    JavaUtils.deleteRecursively(pipeline.warehouse().resolve(".mappings").toFile());
    pipeline.set("footfall.mapping.event-id", "id");
    assertThatThrownBy(pipeline::run)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("a crash has left a batch in other tables that events does not have")
        .hasMessageContaining(pipeline.warehouse().resolve(".mappings").toString())
        .hasMessageContaining("start once with the mapping");

    pipeline.set("footfall.mapping.event-id", "eventId");
    pipeline.run();
    assertThat(column("event_id")).containsExactly("old");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  /** One record that the first mapping takes, and one that it rejects and the second takes. */
  private void leaveABatchHalfDoneAndLoseTheCheckpoint() throws IOException {
    topic.send(0, Topic.event("old"), NEW_EVENT);
    pipeline.run();
    // As a crash leaves it before events is committed.
    JavaUtils.deleteRecursively(pipeline.warehouse().resolve(Tables.EVENTS.name()).toFile());
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
  }

  @Test
  void listsTheOffsetsOfAbortedTransactions() {
    topic.sendTransaction(true, 0, Topic.event("a"), Topic.event("b"));
    topic.sendTransaction(false, 0, Topic.event("never"), Topic.event("never"));
    topic.sendTransaction(true, 0, Topic.event("c"));
    topic.sendTransaction(false, 1, Topic.event("never"));
    pipeline.run();

    assertThat(column("event_id")).containsExactly("a", "b", "c");
    assertThat(
            pipeline
                .table(Tables.OFFSET_GAPS)
                .selectExpr("concat(kafka_partition, ':', from_offset, '-', until_offset) AS gap")
                .sort("gap")
                .collectAsList())
        .extracting(row -> row.getString(0))
        // Two events, commit marker; two aborted, abort marker; one event, commit marker.
        .containsExactlyInAnyOrder("0:2-6", "0:7-8", "1:0-2");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  @Test
  void readsPartitionsThatWereAddedSinceFromTheirFirstOffset() {
    topic.send(0, Topic.event("a"));
    pipeline.run();
    topic.growTo(3);
    topic.send(2, Topic.event("b"), Topic.event("c"));
    pipeline.run();

    assertThat(column("event_id")).containsExactly("a", "b", "c");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  @Test
  void theAuditNamesOffsetsThatARewrittenFileHasLost() throws IOException {
    topic.send(0, events("e", 20));
    pipeline.run();
    Path file = onlyDataFile(Tables.EVENTS.name());
    Path rewritten = folder.resolve("rewritten");
    Pipeline.SPARK
        .read()
        .parquet(file.toString())
        .where("kafka_offset NOT IN (3, 4, 11)")
        .coalesce(1)
        .write()
        .parquet(rewritten.toString());
    Files.copy(dataFile(rewritten), file, StandardCopyOption.REPLACE_EXISTING);

    OffsetAudit.Report report = pipeline.audit();
    Coverage.Result result = report.partitions().get(partition(0));
    assertThat(report.holds()).isFalse();
    assertThat(result.missing()).containsExactly(new OffsetRange(3, 5), new OffsetRange(11, 12));
    assertThat(result.doubled()).isEmpty();
  }

  @Test
  void theAuditNamesAFileThatIsGone() throws IOException {
    topic.send(0, events("e", 5));
    pipeline.run();
    Path file = onlyDataFile(Tables.EVENTS.name());
    Files.delete(file);

    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).isFalse();
    assertThat(report.unreadable())
        .singleElement()
        .asString()
        .contains(file.getFileName().toString());
    assertThat(report.missing()).isEqualTo(5);
  }

  @Test
  void refusesTheCheckpointOfAnotherTopic() {
    topic.send(0, Topic.event("a"));
    pipeline.run();
    Topic other = Topic.create(kafka.bootstrapServers(), 1);
    pipeline.set("kafka.topic.user", other.name());
    assertThatThrownBy(pipeline::plan)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("belongs to topic " + topic.name())
        .hasMessageContaining("reads topic " + other.name());
  }

  @Test
  void refusesAWarehouseThatLacksWhatTheCheckpointHasFinished() {
    topic.send(0, Topic.event("a"));
    pipeline.run();
    pipeline.set("footfall.warehouse", folder.resolve("another").toString());
    assertThatThrownBy(pipeline::plan)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("has recorded nothing of " + partition(0))
        .hasMessageContaining("has finished offsets up to 1");
  }

  @Test
  void auditsItsOwnTopicInAWarehouseThatPipelinesShare() {
    topic.send(0, events("a", 3));
    pipeline.run();
    Topic other = Topic.create(kafka.bootstrapServers(), 1);
    other.send(0, events("b", 2));
    new Pipeline(folder, other)
        .set("footfall.validation.max-age", "none")
        .set("footfall.pipeline", "other")
        .run();

    assertThat(column("event_id")).hasSize(5);
    assertThat(pipeline.audit().holds()).isTrue();
    assertThat(pipeline.audit().partitions()).containsOnlyKeys(partition(0), partition(1));
  }

  @Test
  void refusesATopicThatWasMadeAnew() {
    topic.send(0, Topic.event("a"));
    pipeline.run();
    topic.delete();
    topic.create(2);
    topic.send(0, events("b", 5));
    assertThatThrownBy(pipeline::plan)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("belongs to topic " + topic.name() + " with the id");
  }

  @Test
  void namesTheBrokerThatDoesNotAnswerAndWritesNothing() {
    Topic nowhere = new Topic("127.0.0.1:1", "events");
    assertThatThrownBy(new Pipeline(folder, nowhere)::plan)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheTopicThatIsMissingAndWritesNothing() {
    Topic missing = new Topic(kafka.bootstrapServers(), "nowhere");
    assertThatThrownBy(new Pipeline(folder, missing)::plan)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("topic nowhere does not exist");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keepsNoRawBytesWhereAPrivacyRuleApplies() {
    topic.send(0, "{\"email\":\"a@example.org\"}");
    pipeline.set("footfall.mapping.properties.drop", "[email]");
    pipeline.run();
    Row row = pipeline.table(Tables.QUARANTINE).collectAsList().get(0);
    assertThat(row.isNullAt(row.fieldIndex("raw"))).isTrue();
  }

  private List<String> column(String name) {
    return pipeline.table(Tables.EVENTS).select(name).sort(name).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Path onlyDataFile(String table) throws IOException {
    return dataFile(pipeline.warehouse().resolve(table));
  }

  private static Path dataFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches("part-.*\\.parquet")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
