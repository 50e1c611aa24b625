package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** What happens to a job when others change its tables. */
class TableTroubleIT extends PipelineTestBase {
  @Override
  int partitions() {
    return 1;
  }

  @Test
  void aTableRemovedWhileRunningEndsTheJob() throws Exception {
    topic.send(0, events("a", 10));
    Path events = pipeline.warehouse().resolve("events");
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      JavaUtils.deleteRecursively(events.toFile());
      topic.send(0, events("b", 10));
      assertFails(
          job::awaitEnd, "table " + events + " was removed or replaced", "checkpoint folder away");
    }
    assertThat(events.resolve("_delta_log")).doesNotExist();
    JavaUtils.deleteRecursively(events.toFile());
    assertFails(pipeline::run, "table " + events + " has recorded nothing of", "Restore the table");
    // The way out: everything is read again.
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    JavaUtils.deleteRecursively(pipeline.warehouse().toFile());
    pipeline.run();
    assertHolds(20);
  }

  @Test
  void aTableBesideEventsThatWasRemovedIsNotMadeAnew() throws Exception {
    topic.send(0, Topic.event("a"), "no event");
    pipeline.run();
    Path quarantine = pipeline.warehouse().resolve("quarantine");
    Files.move(quarantine, folder.resolve("aside"));
    topic.send(0, Topic.event("b"), "no event");
    assertFails(pipeline::run, "table " + quarantine + " was removed or replaced", "Restore it");
    assertThat(quarantine).doesNotExist();
    Files.move(folder.resolve("aside"), quarantine);
    pipeline.run();
    assertHolds(2);
    assertThat(pipeline.table(Tables.QUARANTINE).count()).isEqualTo(2);
  }

  @Test
  void aTableWithANewerProtocolIsRefusedUntilItIsSetBack() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    Path upgrade = upgrade();
    topic.send(0, events("b", 10));
    assertRefused(
        pipeline::run,
        "table " + pipeline.warehouse().resolve("events") + " has a newer protocol",
        "Run a version of Footfall that knows it");
    Files.delete(upgrade);
    pipeline.run();
    assertHolds(20);
  }

  @Test
  void aTableUpgradedWhileRunningEndsTheJobAndNothingIsLost() throws Exception {
    topic.send(0, events("a", 10));
    Path upgrade;
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      upgrade = upgrade();
      topic.send(0, events("b", 10));
      assertRefused(
          job::awaitEnd,
          "table " + pipeline.warehouse().resolve("events") + " has a newer protocol",
          "restore the table");
    }
    Files.delete(upgrade);
    pipeline.run();
    assertHolds(20);
  }

  /** Lets {@code events} need a feature that nobody knows; the log entry that says so. */
  private Path upgrade() throws IOException {
    Path log = pipeline.warehouse().resolve("events/_delta_log");
    Path next =
        IntStream.range(0, 99)
            .mapToObj(version -> entry(log, version))
            .filter(entry -> !Files.exists(entry))
            .findFirst()
            .orElseThrow();
    return Files.writeString(
        next,
        """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,\
        "readerFeatures":["notInventedYet"],"writerFeatures":["notInventedYet"]}}
        """);
  }

  @Test
  void aTableOverwrittenWithAnotherSchemaEndsTheJobAndGoesOnWhenRestored() throws Exception {
    topic.send(0, events("a", 10));
    String events = pipeline.warehouse().resolve("events").toString();
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      Pipeline.SPARK
          .sql("SELECT 1 AS kafka_offset, current_date() AS event_date")
          .write()
          .format("delta")
          .mode("overwrite")
          .option("overwriteSchema", "true")
          .save(events);
      topic.send(0, events("b", 10));
      assertRefused(
          job::awaitEnd, "Delta table " + events + " is not the table", "or run the version");
    }
    assertThat(notices).singleElement().asString().contains(events).hasLineCount(1);
    Pipeline.SPARK.sql("RESTORE TABLE delta.`%s` TO VERSION AS OF 1".formatted(events));
    pipeline.run();
    assertHolds(20);
  }

  @Test
  void aForeignAppendDoesNotStopTheJobAndTheAuditNamesItsRows() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      pipeline
          .table(Tables.EVENTS)
          .withColumn("kafka_offset", functions.expr("kafka_offset + 1000"))
          .write()
          .format("delta")
          .mode("append")
          .save(pipeline.warehouse().resolve("events").toString());
      topic.send(0, events("b", 10));
      awaitBatch();
    }
    assertThat(notices).isEmpty();
    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).isFalse();
    assertThat(report.missing()).isZero();
    assertThat(report.doubled()).isZero();
    assertThat(report.partitions().values())
        .singleElement()
        .satisfies(
            result -> assertThat(result.unrecorded()).containsExactly(new OffsetRange(1000, 1010)));
  }

  private static Path entry(Path log, long version) {
    return log.resolve("%020d.json".formatted(version));
  }
}
