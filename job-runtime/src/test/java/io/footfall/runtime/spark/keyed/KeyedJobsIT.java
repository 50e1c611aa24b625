package io.footfall.runtime.spark.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.keyed.EventTopic.Event;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.error.FootfallException;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stateful job from a real topic to real tables. */
class KeyedJobsIT extends KeyedTestBase {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BatchListener statuses = (batch, counts) -> seen.addAll(counts.keySet());

  @Test
  void availableNowEndsByItselfWithWhatIsDueByTheLastWatermark() throws Exception {
    topic.send(Event.of("ann", at(0)), Event.of("bob", at(1)), Event.of("ann", at(2)));
    topic.send(Event.of("cat", at(60)));
    pipeline.run();
    assertThat(pipeline.updates())
        .containsExactlyInAnyOrder(
            "OPEN ann 2 0 false",
            "OPEN bob 1 0 false",
            "OPEN cat 1 0 false",
            "FINAL ann 2 0 false",
            "FINAL bob 1 0 false");
  }

  @Test
  void availableNowLeavesWhatComesWhileItRuns() throws Exception {
    topic.send(Event.of("ann", at(0)));
    pipeline.run(
        (batch, counts) -> {
          try {
            topic.send(Event.of("bob", at(1)));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(pipeline.updates()).doesNotContain("OPEN bob 1 0 false");
    pipeline.run();
    assertThat(pipeline.updates()).contains("OPEN bob 1 0 false");
  }

  @Test
  void anIdleTopicStillClosesAlsoAfterARestart() throws Exception {
    topic.send(Event.of("ann", at(0)));
    pipeline.idle(Duration.ofSeconds(8)).run(statuses); // longer than this run
    assertThat(seen).containsExactly("OPEN");
    seen.clear();
    pipeline.idle(Duration.ofMillis(300));
    try (RunningJob running = pipeline.start(RunMode.CONTINUOUS, statuses)) {
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("IDLE");
      topic.send(Event.of("bob", at(1)));
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("OPEN");
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("IDLE");
      running.stopAfterBatch();
    }
    assertThat(pipeline.updates())
        .containsExactlyInAnyOrder(
            "OPEN ann 1 0 false", "IDLE ann 1 0 false", "OPEN bob 1 0 false", "IDLE bob 1 0 false");
  }

  @Test
  void aBatchWithNothingToSayMakesNoCommit() throws Exception {
    topic.send(Event.of("ann", at(0)));
    BlockingQueue<Long> passed = new LinkedBlockingQueue<>();
    BatchListener listener =
        new BatchListener() {
          @Override
          public void committed(Batch batch, Map<String, Long> counts) {
            seen.addAll(counts.keySet());
          }

          @Override
          public void passed(Batch batch) {
            passed.add(batch.id());
          }
        };
    pipeline.idle(Duration.ofMillis(300));
    try (RunningJob running = pipeline.start(RunMode.CONTINUOUS, listener)) {
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("OPEN");
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("IDLE");
      passed.clear();
      for (int i = 0; i < 3; i++) {
        assertThat(passed.poll(60, TimeUnit.SECONDS)).isNotNull();
      }
      running.stopAfterBatch();
    }
    // The table itself, the events, the idle row.
    File[] versions =
        new File(CountRows.UPDATES.path(pipeline.warehouse()), "_delta_log")
            .listFiles((folder, name) -> name.matches("\\d+\\.json"));
    assertThat(versions).hasSize(3);
  }

  @Test
  void lateEventsReachTheStepAndUselessOnesMoveTheWatermark() throws Exception {
    topic.send(Event.of("ann", at(0)));
    pipeline.run();
    topic.send(new Event(0, "bob", "noise", at(60)));
    pipeline.run();
    topic.send(Event.of("cat", at(57)), Event.of("dan", at(58)));
    pipeline.run();
    assertThat(pipeline.late()).containsExactly("cat 0 2");
    assertThat(pipeline.updates())
        .containsExactlyInAnyOrder(
            "OPEN ann 1 0 false", "FINAL ann 1 0 false", "OPEN dan 1 0 false");
  }

  @Test
  void aBatchThatIsRunAgainIsNotWrittenAgain() throws Exception {
    topic.send(Event.of("ann", at(0)), Event.of("bob", at(60)));
    pipeline.run();
    topic.send(Event.of("ann", at(1)), Event.of("bob", at(61)));
    assertThatThrownBy(() -> pipeline.run(CRASH)).hasMessageContaining("crash");
    topic.send(Event.of("bob", at(62)));
    pipeline.run();
    assertThat(pipeline.late()).containsExactly("ann 0 2");
    assertThat(pipeline.updates())
        .containsExactlyInAnyOrder(
            "OPEN ann 1 0 false",
            "OPEN bob 1 0 false",
            "FINAL ann 1 0 false",
            "OPEN bob 2 0 false",
            "OPEN bob 3 0 false");
  }

  @Test
  void refusesACheckpointOfOtherSettings() throws Exception {
    topic.send(Event.of("ann", at(0)));
    pipeline.run();
    pipeline.gap(Duration.ofSeconds(20));
    assertThatThrownBy(pipeline::run)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("count.gap was 10 s and is 20 s")
        .hasMessageContaining("Set them back; or move that folder away");
    pipeline.gap(Duration.ofSeconds(10));
    pipeline.run();
  }

  private static final BatchListener CRASH =
      (batch, counts) -> {
        throw new IllegalStateException("crash behind the commit");
      };
}
