package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.ResetTarget;
import io.footfall.runtime.delta.ListedRemoval;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What happens to a job when another driver, a person or a reset moves what it has recorded. */
class DriverGuardIT extends PipelineTestBase {
  private static final long SHORTLY = 250;
  private static final int LOOKS = 100;

  @Override
  int partitions() {
    return 2;
  }

  @Test
  void ofTwoDriversOnOneTableExactlyOneIsFencedAndSaysSo() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob first = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      pipeline.asAnotherDriver();
      try (SupervisedJob second = pipeline.supervise(listener, notice -> {})) {
        topic.send(0, events("b", 10));
        awaitBatch();
        assertOneIsFenced(first, second);
      }
    }
    topic.send(0, events("c", 10));
    pipeline.set("spark.checkpoint.dir", folder.resolve("third").toString());
    pipeline.run();
    assertHolds(30);
  }

  /** Waits for it, and finds the other running. */
  private static void assertOneIsFenced(SupervisedJob one, SupervisedJob other) {
    for (int look = 0; look < LOOKS; look++) {
      boolean fenced = isFenced(one);
      if (fenced || isFenced(other)) {
        assertThat((fenced ? other : one).awaitEnd(SHORTLY)).as("the other has ended").isFalse();
        return;
      }
    }
    throw new AssertionError("neither is fenced");
  }

  private static boolean isFenced(SupervisedJob job) {
    try {
      assertThat(job.awaitEnd(SHORTLY)).isFalse();
      return false;
    } catch (FootfallException e) {
      assertThat(e.problem()).startsWith("another driver has committed to table");
      assertThat(e.category().exitCode()).isEqualTo(1);
      return true;
    }
  }

  @Test
  void aCheckpointThatAnotherDriverWritesIsNamed() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      // What the other driver leaves first: the next batch, planned.
      Path offsets = pipeline.checkpoint().resolve("offsets");
      Files.writeString(
          offsets.resolve("1"),
          Files.readString(offsets.resolve("0")).replace("\"0\":10", "\"0\":12"));
      topic.send(0, events("b", 5));
      assertFails(
          job::awaitEnd,
          "another driver works on checkpoint " + pipeline.checkpoint(),
          "one driver");
    }
  }

  @Test
  void aJobWhoseCheckpointIsDeletedUnderItGoesOnFromItsTable() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      Files.move(pipeline.checkpoint(), folder.resolve("deleted"));
      topic.send(0, events("b", 10));
      awaitBatch();
      assertThat(job.awaitEnd(0)).isFalse();
    }
    assertThat(notices)
        .singleElement()
        .asString()
        .contains(pipeline.checkpoint().toString())
        .contains("starts again");
    topic.send(0, events("c", 10));
    pipeline.run();
    assertHolds(30);
  }

  @Test
  void aTableRestoredToAnOlderVersionStopsTheJobUntilItIsUndone() {
    topic.send(0, events("a", 10));
    pipeline.run();
    topic.send(0, events("b", 10));
    pipeline.run();
    String events = pipeline.warehouse().resolve("events").toString();
    Pipeline.SPARK.sql("RESTORE TABLE delta.`%s` TO VERSION AS OF 1".formatted(events));
    assertFails(
        pipeline::run,
        "RESTORE in version 3 has removed rows from Delta table %s (1 file)".formatted(events),
        "RESTORE TABLE delta.`%s` TO VERSION AS OF 2".formatted(events));
    Pipeline.SPARK.sql("RESTORE TABLE delta.`%s` TO VERSION AS OF 2".formatted(events));
    topic.send(0, events("c", 10));
    pipeline.run();
    assertHolds(30);
  }

  @Test
  void rowsDeletedUnderARunningJobEndIt() throws Exception {
    topic.send(0, events("a", 10));
    String events = pipeline.warehouse().resolve("events").toString();
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      Pipeline.SPARK.sql("DELETE FROM delta.`%s` WHERE event_id = 'a3'".formatted(events));
      topic.send(0, events("b", 10));
      assertFails(job::awaitEnd, "DELETE in version 2 has removed rows from", "Undo it");
    }
  }

  @Test
  void rowsThatAreListedInRemovalsMayGoUnderARunningJobAndTheAuditCountsThemOnce()
      throws Exception {
    topic.send(0, events("a", 10));
    SparkSession session = Pipeline.SPARK.newSession();
    String events = "delta.`%s`".formatted(pipeline.warehouse().resolve("events"));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      MergeTarget.open(session, pipeline.warehouse().toString(), Tables.REMOVALS);
      for (int twice = 0; twice < 2; twice++) {
        session
            .sql(
                """
                SELECT *, 'DUPLICATE' AS why, 0 AS kept_partition, 0L AS kept_offset, 1L AS listing,
                  current_timestamp() AS listed_at
                FROM %s WHERE event_id IN ('a3', 'a4')
                """
                    .formatted(events))
            .select(Tables.REMOVALS.schema().fieldNames()[0], namesBehindTheFirst(Tables.REMOVALS))
            .write()
            .format("delta")
            .mode("append")
            .save(Tables.REMOVALS.path(pipeline.warehouse().toString()));
      }
      assertHolds(10);
      ListedRemoval.commit(
          session,
          () -> session.sql("DELETE FROM %s WHERE event_id IN ('a3', 'a4')".formatted(events)));
      topic.send(0, events("b", 10));
      awaitBatch();
      topic.send(0, events("c", 10));
      awaitBatch();
      assertThat(job.awaitEnd(0)).as("ended").isFalse();
    }
    assertThat(pipeline.table(Tables.EVENTS).count()).isEqualTo(28);
    assertThat(pipeline.audit().holds()).isTrue();
    assertThat(pipeline.audit().partitions().get(partition(0)).countByTable())
        .isEqualTo(Map.of("events", 28L, "removals", 2L));
    pipeline.run();
  }

  private static String[] namesBehindTheFirst(TableLayout table) {
    String[] names = table.schema().fieldNames();
    return Arrays.copyOfRange(names, 1, names.length);
  }

  @Test
  void aRewindIsANewEpochAndTheOldCheckpointIsRefusedAfterIt() throws IOException {
    topic.send(0, events("a", 10));
    pipeline.run();
    Path old = folder.resolve("old");
    JavaUtils.deleteRecursively(old.toFile());
    copy(pipeline.checkpoint(), old);
    assertThat(pipeline.reset(ResetTarget.toOffset(4)).epochAfter()).isEqualTo(1);
    copy(old, pipeline.checkpoint());
    assertFails(pipeline::run, "belongs to source epoch 0, but the tables are at 1", "Move the");
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    topic.send(0, events("b", 10));
    pipeline.run();

    assertThat(pipeline.audit().holds()).isTrue();
    assertThat(pipeline.epochs()).containsExactly("0:10", "1:16");
    assertThat(
            pipeline
                .table(Tables.EVENTS)
                .groupBy("source_epoch", "kafka_partition", "kafka_offset")
                .count()
                .where("count > 1")
                .count())
        .as("doubled")
        .isZero();
    assertThat(pipeline.published()).isEqualTo(Map.of(partition(0), 20L, partition(1), 0L));
  }

  @Test
  void aResetFencesADriverThatStillRuns() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      awaitCommitLog(0);
      Path old = folder.resolve("old");
      copy(pipeline.checkpoint(), old);
      pipeline.reset(ResetTarget.toEarliest());
      copy(old, pipeline.checkpoint()); // else it fails of the missing folder
      topic.send(0, events("b", 10));
      assertFails(job::awaitEnd, "another driver has committed to table events", "one driver");
    }
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    pipeline.run();
    assertThat(pipeline.epochs()).containsExactly("0:10", "1:20");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  /** Behind the table's commit; until then files of the checkpoint come and go. */
  private void awaitCommitLog(int batch) throws InterruptedException {
    Path entry = pipeline.checkpoint().resolve("commits").resolve(Integer.toString(batch));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(entry)) {
      assertThat(System.nanoTime()).as("%s within a minute", entry).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
