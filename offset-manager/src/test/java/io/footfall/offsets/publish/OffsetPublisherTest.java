package io.footfall.offsets.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.InMemoryOffsetStore;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.Publication.Pace;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetPublisherTest {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Pace QUICK =
      new Pace(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofMillis(5));

  private final InMemoryOffsetStore.Place place = new InMemoryOffsetStore.Place();
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private OffsetPublisher publisher;

  @AfterEach
  void close() {
    publisher.close(LONG);
  }

  @Test
  void publishesTheLastCommitBeforeItEnds() {
    start(QUICK, () -> {});
    for (long end = 1; end <= 1_000; end++) {
      publisher.committed(at(end));
    }
    publisher.close(LONG);
    assertThat(place.writes()).last().isEqualTo(at(1_000));
    assertThat(writes).hasValue(place.writes().size());
  }

  @Test
  void aTargetThatHangsHoldsNobodyUpAndGetsOnlyTheNewest() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    start(
        QUICK,
        () -> {
          hanging.countDown();
          await(release);
        });
    publisher.committed(at(1));
    hanging.await();
    long began = System.nanoTime();
    for (long end = 2; end <= 10_000; end++) {
      publisher.committed(at(end));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    release.countDown();
    publisher.close(LONG);
    assertThat(place.writes()).containsExactly(at(1), at(10_000));
  }

  @Test
  void warnsOfAnOutageOnceAndHealsByItself() throws Exception {
    place.fail(OffsetErrors.storeUnusable("memory", new IOException("it is away")));
    start(QUICK, () -> {});
    publisher.committed(at(7));
    assertThat(warnings.poll(30, TimeUnit.SECONDS))
        .startsWith("offsets are not published to test; the job goes on, and it is tried again:")
        .contains("memory cannot be read or written (it is away)");
    while (failures.get() < 5) {
      Thread.onSpinWait();
    }
    assertThat(warnings).isEmpty();
    place.fail(null);
    assertThat(warnings.poll(30, TimeUnit.SECONDS))
        .isEqualTo("offsets are published again to memory");
    assertThat(place.writes()).containsExactly(at(7));
  }

  private void start(Pace pace, Runnable beforeWrite) {
    publisher =
        OffsetPublisher.start(
            "test",
            () -> new InMemoryOffsetStore(place),
            pace,
            Clock.systemUTC(),
            beforeWrite,
            new OffsetPublisher.Listener() {
              @Override
              public void wrote(Position position) {
                writes.incrementAndGet();
              }

              @Override
              public void failed(FootfallException error) {
                failures.incrementAndGet();
              }

              @Override
              public void warn(String message) {
                warnings.add(message);
              }
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Position at(long end) {
    return Position.of(0, Map.of(P0, end));
  }
}
