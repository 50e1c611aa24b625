package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.ResetTarget;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.api.Test;

/** What happens to offsets that a topic loses or renumbers, and to those that others use. */
class TopicGuardIT extends PipelineTestBase {
  private final AtomicInteger refusals = new AtomicInteger();
  private final BatchListener onlooker = new Onlooker();

  @Override
  int partitions() {
    return 2;
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
    assertThat(pipeline.epochs()).containsExactly("0:10", "1:33");
    assertThat(pipeline.audit().epochs()).containsOnlyKeys(0, 1);
  }

  @Test
  void aTopicMadeAnewUnderARunningJobEndsItBeforeAnyOfItsRecordsIsCommitted() throws Exception {
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(onlooker, notice -> {})) {
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
    try (SupervisedJob job = pipeline.supervise(onlooker, notice -> {})) {
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
    assertThat(pipeline.published())
        .isEqualTo(Map.of(partition(0), 10L, partition(1), 10L, partition(2), 10L));
  }

  @Test
  void publishesNothingUnderAGroupThatSomebodyUsesAndGoesOn() throws Exception {
    topic.send(0, events("a", 10));
    try (KafkaConsumer<byte[], byte[]> consumer = somebodyElse();
        SupervisedJob job = pipeline.supervise(onlooker, notice -> {})) {
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
  void aPipelineWithoutTablesStartsFromAPublishedCopyIfAsked() {
    topic.send(0, events("a", 10));
    pipeline.run();
    assertThat(pipeline.published()).isEqualTo(Map.of(partition(0), 10L, partition(1), 0L));
    topic.send(0, events("b", 5));
    Pipeline moved =
        new Pipeline(folder.resolve("moved"), topic)
            .set("footfall.validation.max-age", "none")
            .set("footfall.source.starting-offsets", "published");
    assertThat(moved.plan().start().explain())
        .contains(
            partition(0)
                + " starts at 10: no checkpoint and no table; what Kafka group "
                + pipeline.group());
    moved.run();
    assertThat(moved.table(Tables.EVENTS).count()).isEqualTo(5);
    assertThat(moved.audit().holds()).isTrue();
  }

  private KafkaConsumer<byte[], byte[]> somebodyElse() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", pipeline.group()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic.name()));
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(50));
    }
    return consumer;
  }

  private final class Onlooker implements BatchListener {
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
}
