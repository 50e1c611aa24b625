package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.CareSchedule.Done;
import io.footfall.runtime.core.CareSchedule.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CareScheduleTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final CareSchedule HOURLY = new CareSchedule(Optional.of(Duration.ofHours(1)));

  private final Done opened = Done.opened(100, START);

  @Test
  void nothingIsDueOnAFreshTable() {
    assertThat(HOURLY.due(opened, 110, START.plusSeconds(5))).isEmpty();
  }

  @Test
  void aCheckpointIsDueAfterItsNumberOfCommits() {
    assertThat(HOURLY.due(opened, 349, START)).isEmpty();
    assertThat(HOURLY.due(opened, 350, START)).containsExactly(Task.CHECKPOINT);
    assertThat(HOURLY.due(opened.with(Task.CHECKPOINT, 350, START), 351, START)).isEmpty();
  }

  @Test
  void cleaningUpComesBehindACheckpoint() {
    assertThat(HOURLY.due(opened, 101, START.plus(Duration.ofHours(1))))
        .containsExactly(Task.CHECKPOINT, Task.CLEANUP, Task.COMPACTION);
  }

  @Test
  void anIdleTableGetsNoCheckpoint() {
    assertThat(HOURLY.due(opened, 100, START.plus(Duration.ofHours(1))))
        .containsExactly(Task.CLEANUP, Task.COMPACTION);
  }

  @Test
  void compactionCanBeSwitchedOff() {
    assertThat(new CareSchedule(Optional.empty()).due(opened, 100, START.plus(Duration.ofDays(2))))
        .containsExactly(Task.CLEANUP);
  }

  /** Four commits a second for a day: what the schedule makes of them. */
  @Test
  void aDayOfCommitsIsBounded() {
    Done done = Done.opened(-1, START);
    long version = 0;
    int checkpoints = 0;
    int cleanups = 0;
    long mostSinceCheckpoint = 0;
    for (Instant now = START;
        now.isBefore(START.plus(Duration.ofDays(1)));
        now = now.plusSeconds(5)) {
      version += 20;
      mostSinceCheckpoint = Math.max(mostSinceCheckpoint, version - done.checkpointVersion());
      for (Task task : HOURLY.due(done, version, now)) {
        done = done.with(task, version, now);
        checkpoints += task == Task.CHECKPOINT ? 1 : 0;
        cleanups += task == Task.CLEANUP ? 1 : 0;
      }
    }
    assertThat(mostSinceCheckpoint).isLessThan(CareSchedule.CHECKPOINT_COMMITS + 20);
    assertThat(checkpoints).isBetween(1_300, 1_400);
    assertThat(cleanups).isEqualTo(23);
  }
}
