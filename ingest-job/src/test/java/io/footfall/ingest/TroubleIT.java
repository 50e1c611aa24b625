package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.sink.BatchListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** How a job ends and goes on, alone and with its broker away. */
class TroubleIT extends PipelineTestBase {
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
  void isStartedAgainAfterARestartThatThrewWhatScalaDoesNotDeclare() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    BatchListener failingOnce =
        (batch, counts) -> {
          if (starts.get() == 1) {
            throw new IllegalStateException("odd");
          }
          listener.committed(batch, counts);
        };
    Runnable secondFails =
        () -> {
          if (starts.incrementAndGet() == 2) {
            TroubleIT.<RuntimeException>throwUndeclared(new SparkException("as Scala does"));
          }
        };
    topic.send(0, events("a", 10));
    try (SupervisedJob job = pipeline.supervise(secondFails, failingOnce, notices::add)) {
      assertThat(notices.poll(60, TimeUnit.SECONDS)).contains("IllegalStateException: odd");
      assertThat(notices.poll(60, TimeUnit.SECONDS)).contains("SparkException: as Scala does");
      topic.send(0, events("b", 10));
      awaitBatch();
    }
    assertThat(starts).hasValue(3);
    assertHolds(20);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void throwUndeclared(Exception error) throws E {
    throw (E) error;
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
}
