package io.footfall.runtime.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.CareSchedule;
import io.footfall.runtime.core.CareSchedule.Task;
import io.footfall.runtime.core.metrics.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class TableCareTest {
  private final TestClock clock = new TestClock();
  private final FakeTable sick = new FakeTable("sick");
  private final FakeTable sound = new FakeTable("sound");
  private final TableCare care =
      new TableCare(
          new CareSchedule(Optional.of(Duration.ofMinutes(10))), List.of(sick, sound), clock);

  @Test
  void aTableThatFailsWithWhatScalaDoesNotDeclareIsTendedAgainAndTheOthersToo() {
    sick.failure = new SparkException("Exception thrown in awaitResult");
    tenMinutesLater();
    assertThat(sound.done).containsExactly(Task.COMPACTION);

    sick.failure = null;
    tenMinutesLater();
    assertThat(sick.done).containsExactly(Task.COMPACTION);
    assertThat(sound.done).containsExactly(Task.COMPACTION, Task.COMPACTION);
  }

  @Test
  void anErrorCutsOneLookShortAndNotTheCare() {
    sick.error = new NoClassDefFoundError("gone");
    tenMinutesLater();

    sick.error = null;
    tenMinutesLater();
    assertThat(sick.done).containsExactly(Task.COMPACTION);
  }

  @Test
  void endsThoughNoChecksumCanBeLeft() {
    sick.failure = new SparkException("gone");
    care.close();
    assertThat(sound.left).isTrue();
  }

  private void tenMinutesLater() {
    clock.advance(Duration.ofMinutes(10));
    care.lookAgain();
  }

  private static final class FakeTable implements TableCare.Tended {
    private final String path;
    private final List<Task> done = new ArrayList<>();
    private Exception failure;
    private Error error;
    private boolean left;

    FakeTable(String path) {
      this.path = path;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public long version() {
      return 0;
    }

    @Override
    public long checkpointVersion() {
      return 0;
    }

    @Override
    public void run(Task task, Instant now) throws Exception {
      fail();
      done.add(task);
    }

    @Override
    public void leaveChecksum() throws Exception {
      fail();
      left = true;
    }

    private void fail() throws Exception {
      if (failure != null) {
        throw failure;
      }
      if (error != null) {
        throw error;
      }
    }
  }
}
