package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.ResetTarget;
import io.footfall.offsets.kafka.KafkaGroupStore;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.metrics.PublishingObserver;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.network.util.JavaUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to offsets that others lose, move or use. */
class GuardIT extends PipelineTestBase {
  private static final int FAILURE = 1;
  private static final long SHORTLY = 250;
  private static final int LOOKS = 100;

  private final BlockingQueue<Long> batches = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final BatchListener listener = new Listening();
  private String group;

  @Override
  int partitions() {
    return 2;
  }

  @BeforeEach
  void aGroupOfItsOwn() {
    group = "group-" + UUID.randomUUID();
    pipeline.set("kafka.group.id", group);
  }

  @Test
  void namesTheExactRangesThatRetentionTookAndGoesOnBehindThemWhenTheyAreAccepted()
      throws IOException {
    topic.send(0, events("a", 10));
    topic.send(1, events("b", 10));
    pipeline.run();
    topic.send(0, events("lost", 20));
    topic.send(1, events("c", 5));
    topic.removeBefore(0, 22);
    topic.removeBefore(1, 4);
    assertFails(
        pipeline::run,
        "the topic no longer holds offsets that were not read yet (12 lost to retention): %s [10, 22)"
            .formatted(partition(0)),
        "--accept-loss");

    ResetPlan plan = pipeline.reset(ResetTarget.toCurrent());
    assertThat(plan.losses()).isEqualTo(Map.of(partition(0), new OffsetRange(10, 22)));
    pipeline.run();
    assertHolds(10 + 10 + 8 + 5);
    assertThat(
            pipeline
                .table(Tables.ACCEPTED_LOSSES)
                .selectExpr(
                    "concat(source_epoch, ' ', kafka_partition, ' ', from_offset, ' ', until_offset, ' ', job)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("0 0 10 22 ingest");
    try (Stream<Path> folders = Files.list(pipeline.checkpoint().getParent())) {
      assertThat(folders.map(each -> each.getFileName().toString()))
          .anyMatch(name -> name.startsWith("ingest.before-"));
    }
  }

  @Test
  void aTopicMadeAnewIsRefusedWithMoreAndWithFewerRecordsAndReadAsANewEpoch() throws IOException {
    topic.send(0, events("a", 10));
    pipeline.run();
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    topic.delete();
    topic.create(2);
    topic.send(0, events("fewer", 3));
    assertFails(pipeline::plan, "has recorded offsets of topic " + topic.name(), "source epoch");
    topic.send(0, events("more", 30));
    assertFails(pipeline::plan, "the topic was deleted and made again", "source epoch");

    assertThat(pipeline.reset(ResetTarget.toEarliest()).epochAfter()).isEqualTo(1);
    pipeline.run();
    assertHolds(10 + 33);
    assertThat(epochs()).containsExactly("0:10", "1:33");
    assertThat(pipeline.audit().epochs()).containsOnlyKeys(0, 1);
  }

  @Test
  void aTopicMadeAnewUnderARunningJobEndsItBeforeAnyOfItsRecordsIsCommitted() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      topic.delete();
      topic.create(2);
      topic.send(0, events("b", 50));
      assertThatThrownBy(job::awaitEnd)
          .asInstanceOf(type(FootfallException.class))
          .satisfies(
              error -> {
                assertThat(error.category().exitCode()).isIn(1, 2);
                assertThat(error.problem()).contains(topic.name());
              });
    }
    assertHolds(10);
  }

  @Test
  void readsPartitionsThatAreAddedWhileItRunsFromTheirFirstOffset() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      topic.growTo(3);
      topic.send(2, events("b", 10));
      topic.send(1, events("c", 10));
      while (pipeline.table(Tables.EVENTS).count() < 30) {
        awaitBatch();
      }
    }
    assertHolds(30);
    assertThat(pipeline.audit().partitions().get(partition(2)).recorded())
        .isEqualTo(new OffsetRange(0, 10));
    assertThat(published())
        .isEqualTo(Map.of(partition(0), 10L, partition(1), 10L, partition(2), 10L));
  }

  @Test
  void publishesNothingUnderAGroupThatSomebodyUsesAndGoesOn() throws Exception {
    topic.send(0, events("a", 10));
    try (KafkaConsumer<byte[], byte[]> consumer = somebodyElse();
        SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      topic.send(0, events("b", 10));
      awaitBatch();
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (refusals.get() == 0 && System.nanoTime() < until) {
        consumer.poll(Duration.ofMillis(50));
      }
    }
    assertThat(refusals).hasPositiveValue();
    assertHolds(20);
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
      assertThat(e.category().exitCode()).isEqualTo(FAILURE);
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
    List<String> notices = new CopyOnWriteArrayList<>();
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
    assertThat(epochs()).containsExactly("0:10", "1:16");
    assertThat(
            pipeline
                .table(Tables.EVENTS)
                .groupBy("source_epoch", "kafka_partition", "kafka_offset")
                .count()
                .where("count > 1")
                .count())
        .as("doubled")
        .isZero();
    assertThat(published()).isEqualTo(Map.of(partition(0), 20L, partition(1), 0L));
  }

  @Test
  void aResetFencesADriverThatStillRuns() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(listener, notice -> {})) {
      awaitBatch();
      Path old = folder.resolve("old");
      copy(pipeline.checkpoint(), old);
      pipeline.reset(ResetTarget.toEarliest());
      copy(old, pipeline.checkpoint()); // else it fails of the missing folder
      topic.send(0, events("b", 10));
      assertFails(job::awaitEnd, "another driver has committed to table events", "one driver");
    }
    JavaUtils.deleteRecursively(pipeline.checkpoint().toFile());
    pipeline.run();
    assertThat(epochs()).containsExactly("0:10", "1:20");
    assertThat(pipeline.audit().holds()).isTrue();
  }

  @Test
  void aPipelineWithoutTablesStartsFromAPublishedCopyIfAsked() {
    topic.send(0, events("a", 10));
    pipeline.run();
    assertThat(published()).isEqualTo(Map.of(partition(0), 10L, partition(1), 0L));
    topic.send(0, events("b", 5));
    Pipeline moved =
        new Pipeline(folder.resolve("moved"), topic)
            .set("footfall.validation.max-age", "none")
            .set("kafka.group.id", group)
            .set("footfall.source.starting-offsets", "published");
    assertThat(moved.plan().start().explain())
        .contains(
            partition(0) + " starts at 10: no checkpoint and no table; what Kafka group " + group);
    moved.run();
    assertThat(moved.table(Tables.EVENTS).count()).isEqualTo(5);
    assertThat(moved.audit().holds()).isTrue();
  }

  private List<String> epochs() {
    return pipeline
        .table(Tables.EVENTS)
        .groupBy("source_epoch")
        .count()
        .selectExpr("concat(source_epoch, ':', count) AS each")
        .sort("each")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private Map<KafkaPartition, Long> published() {
    try (KafkaGroupStore store =
        OffsetStores.kafka(pipeline.config(), IngestJob.NAME, kafka.bootstrapServers())) {
      return store.read().map(Position::ends).orElseThrow();
    }
  }

  private KafkaConsumer<byte[], byte[]> somebodyElse() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic.name()));
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(50));
    }
    return consumer;
  }

  private final class Listening implements BatchListener {
    @Override
    public void committed(Batch batch, Map<String, Long> counts) {
      batches.add(batch.id());
    }

    @Override
    public PublishingObserver publishing() {
      return new PublishingObserver() {
        @Override
        public void published(String target, long batch) {}

        @Override
        public void publishFailed(String target, String problem) {
          assertThat(problem).contains("is in use by somebody else");
          refusals.incrementAndGet();
        }
      };
    }
  }

  private KafkaPartition partition(int number) {
    return new KafkaPartition(topic.name(), number);
  }

  private void awaitBatch() throws InterruptedException {
    assertThat(batches.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  private static void assertFails(ThrowingCallable call, String problem, String remedy) {
    assertThatThrownBy(call)
        .asInstanceOf(type(FootfallException.class))
        .satisfies(
            error -> {
              assertThat(error.problem()).contains(problem).hasLineCount(1);
              assertThat(error.remedy()).contains(remedy);
              assertThat(error.category().exitCode()).isEqualTo(FAILURE);
            });
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
