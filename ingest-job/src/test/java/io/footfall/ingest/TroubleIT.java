package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.functions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What happens to a job when its disk, its tables, its checkpoint or its broker fail it. */
class TroubleIT extends PipelineTestBase {
  private final BlockingQueue<Long> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private final BatchListener listener = (batch, counts) -> batches.add(batch.id());

  @Override
  int partitions() {
    return 1;
  }

  @Test
  void endsBehindTheRunningBatchWhenItIsToldTo() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      topic.send(0, events("b", 10));
      awaitBatch();
      job.stop();
      job.awaitEnd();
    }
    // The batch that was running is in Spark's commit log too: there is nothing to run again.
    assertThat(pipeline.checkpoint().resolve("commits/1")).exists();
    assertThat(pipeline.checkpoint().resolve("offsets/2")).doesNotExist();
    assertThat(notices).isEmpty();
  }

  @Test
  void endsAtOnceWhenIdleThoughTheTriggerIsLong() throws Exception {
    pipeline.set("footfall.ingest.trigger", "1 hour");
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      job.stop();
      assertThat(job.awaitEnd(20_000)).isTrue();
    }
    assertThat(pipeline.checkpoint().resolve("commits/0")).exists();
  }

  @Test
  void aStartThatFailsLeavesNothingRunningAndDoesNotDisturbTheOneThatRuns() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      long before = careThreads();
      assertFails(pipeline::run, "already active", "started again");
      assertThat(careThreads()).isEqualTo(before);
      topic.send(0, events("b", 10));
      awaitBatch();
    }
    assertThat(notices).isEmpty();
    assertHolds(20);
  }

  private static long careThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("table-care"))
        .count();
  }

  @Test
  void goesOnWhenTheBrokerIsBack() throws Exception {
    pipeline.set("kafka.default.api.timeout.ms", "1000").set("kafka.request.timeout.ms", "500");
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
      awaitBatch();
      kafka.kill();
      assertThat(notices.poll(60, TimeUnit.SECONDS))
          .startsWith("no Kafka broker answers at " + kafka.bootstrapServers())
          .contains("; starts again in 0.0 s");
      kafka.restart();
      topic.send(0, events("b", 10));
      awaitBatch();
    }
    assertHolds(20);
  }

  @Test
  void aFullDiskIsNamedAndNothingIsLost() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("warehouse"), "4m")) {
      topic.send(0, events("a", 10));
      pipeline.run();
      disk.fill();
      topic.send(0, events("b", 1_000));
      assertFails(pipeline::run, "no space is left for " + pipeline.warehouse(), "Free some");
      disk.free();
      pipeline.run();
      assertHolds(1_010);
    }
  }

  @Test
  void aFullDiskUnderTheCheckpointIsNamedAndNothingIsLost() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    try (TinyDisk disk = TinyDisk.mount(checkpoints, "1m")) {
      topic.send(0, events("a", 10));
      pipeline.run();
      topic.send(0, events("b", 10));
      disk.fill();
      assertFails(pipeline::run, "no space is left for " + checkpoints, "Free some");
      disk.free();
      pipeline.run();
      assertHolds(20);
    }
  }

  @Test
  void aWarehouseMadeReadOnlyEndsTheJobAndNothingIsLost() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("warehouse"), "16m")) {
      topic.send(0, events("a", 10));
      try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
        awaitBatch();
        disk.remount("ro");
        topic.send(0, events("b", 10));
        assertRefused(job::awaitEnd, "cannot write to " + pipeline.warehouse(), "write permission");
      }
      assertThat(notices).isEmpty();
      disk.remount("rw");
      pipeline.run();
      assertHolds(20);
    }
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

  @Test
  void aTornCheckpointFileIsNamedAndTheWayOutHolds() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    assertTornFileIsNamed("sources/0/0", 0);
    topic.send(0, events("b", 10));
    pipeline.run();
    assertTornFileIsNamed("offsets/0", 0);
    assertTornFileIsNamed("offsets/1", 0);
    assertTornFileIsNamed("offsets/1", 20);
    assertTornFileIsNamed("commits/1", 0);
    assertTornFileIsNamed("commits/1", 4);
    assertTornFileIsNamed("metadata", 0);

    tear(pipeline.checkpoint().resolve("offsets/1"), 0);
    Files.move(pipeline.checkpoint(), folder.resolve("aside"), StandardCopyOption.ATOMIC_MOVE);
    topic.send(0, events("c", 10));
    pipeline.run();
    assertHolds(30);
  }

  private void assertTornFileIsNamed(String name, int bytesLeft) throws IOException {
    Path file = pipeline.checkpoint().resolve(name);
    byte[] whole = Files.readAllBytes(file);
    tear(file, bytesLeft);
    assertFails(
        pipeline::plan,
        "checkpoint file " + file + " is torn",
        "Move the job's checkpoint folder away");
    Files.write(file, whole);
  }

  @Test
  void aCheckpointWithoutMetadataGoesOn() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    Files.delete(pipeline.checkpoint().resolve("metadata"));
    topic.send(0, events("b", 10));
    pipeline.run();
    assertHolds(20);
  }

  @Test
  void aCheckpointWithoutItsOffsetLogIsBegunAnew() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    JavaUtils.deleteRecursively(pipeline.checkpoint().resolve("offsets").toFile());
    topic.send(0, events("b", 10));
    pipeline.run();
    assertHolds(20);
  }

  private void awaitBatch() throws InterruptedException {
    assertThat(batches.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  private static void assertFails(ThrowingCallable call, String problem, String remedy) {
    assertEnds(call, problem, remedy, 1);
  }

  /** Somebody has to change what the job was pointed at: the exit code of a wrong configuration. */
  private static void assertRefused(ThrowingCallable call, String problem, String remedy) {
    assertEnds(call, problem, remedy, 2);
  }

  private static void assertEnds(
      ThrowingCallable call, String problem, String remedy, int exitCode) {
    assertThatThrownBy(call)
        .asInstanceOf(type(FootfallException.class))
        .satisfies(
            error -> {
              assertThat(error.problem()).contains(problem).hasLineCount(1);
              assertThat(error.remedy()).contains(remedy);
              assertThat(error.category().exitCode()).isEqualTo(exitCode);
            });
  }

  private static Path entry(Path log, long version) {
    return log.resolve("%020d.json".formatted(version));
  }

  /** As a crash leaves a file whose end had not reached the disk; without a checksum file. */
  private static void tear(Path file, int bytesLeft) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isGreaterThan(bytesLeft);
    Files.write(file, Arrays.copyOf(bytes, bytesLeft));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  /** A file system of its own, in memory; only root can make one. */
  private record TinyDisk(Path path) implements AutoCloseable {
    static TinyDisk mount(Path path, String size) throws IOException, InterruptedException {
      Files.createDirectories(path);
      assumeThat(call("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()))
          .as("this user can mount a tmpfs")
          .isTrue();
      return new TinyDisk(path);
    }

    void remount(String mode) throws IOException, InterruptedException {
      assertThat(call("mount", "-o", "remount," + mode, path.toString())).isTrue();
    }

    /** Leaves no byte. */
    void fill() throws IOException {
      byte[] block = new byte[4096];
      try (var out = Files.newOutputStream(path.resolve(".ballast"))) {
        while (path.toFile().getUsableSpace() > 0) {
          out.write(block);
        }
      }
    }

    void free() throws IOException {
      Files.delete(path.resolve(".ballast"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
      assertThat(call("umount", "--lazy", path.toString())).isTrue();
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
      try {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
      } catch (IOException e) {
        return false; // no such command here
      }
    }
  }
}
