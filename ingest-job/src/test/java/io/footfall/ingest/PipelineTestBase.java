package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all classes of a run; a topic and a pipeline of its own for each test. */
@ExtendWith(SharedKafka.class)
abstract class PipelineTestBase {
  static TestKafka kafka;

  /** Those that were committed; filled by {@link #listener}. */
  final BlockingQueue<Long> batches = new LinkedBlockingQueue<>();

  final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  final BatchListener listener = (batch, counts) -> batches.add(batch.id());

  @TempDir Path folder;
  Topic topic;
  Pipeline pipeline;

  @BeforeAll
  static void takeKafka(TestKafka shared) {
    kafka = shared;
  }

  @BeforeEach
  void newPipeline() {
    topic = Topic.create(kafka.bootstrapServers(), partitions());
    pipeline = new Pipeline(folder, topic).set("footfall.validation.max-age", "none");
  }

  abstract int partitions();

  /** Every offset stands in one table, and {@code events} holds so many events, each once. */
  final void assertHolds(long events) {
    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(pipeline.table(Tables.EVENTS).select("event_id").distinct().count())
        .isEqualTo(events);
    assertThat(pipeline.table(Tables.EVENTS).count()).isEqualTo(events);
  }

  static String[] events(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> Topic.event(prefix + i)).toArray(String[]::new);
  }

  final KafkaPartition partition(int number) {
    return new KafkaPartition(topic.name(), number);
  }

  final void awaitBatch() throws InterruptedException {
    assertThat(batches.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  static void assertFails(ThrowingCallable call, String problem, String remedy) {
    assertEnds(call, problem, remedy, 1);
  }

  /** Somebody has to change what the job was pointed at: the exit code of a wrong configuration. */
  static void assertRefused(ThrowingCallable call, String problem, String remedy) {
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
}
