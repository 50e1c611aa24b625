package io.footfall.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

  private final StringWriter err = new StringWriter();
  private final ManualClock clock = new ManualClock();

  private ProgressBar bar(boolean terminal, long total) {
    return new ProgressBar(new PrintWriter(err), terminal, clock, "events", total);
  }

  @Test
  void elsewhereThanOnATerminalALineAppearsEveryFiveSeconds() {
    try (ProgressBar bar = bar(false, 10_000)) {
      for (int second = 1; second <= 9; second++) {
        clock.pass(Duration.ofSeconds(1));
        bar.update(second * 1_000L);
      }
      assertThat(err.toString().lines())
          .containsExactly("events 5,000 of 10,000, 50%, 1,000/s, 0:05 left");
    }
    assertThat(err.toString().lines().skip(1))
        .containsExactly("events 9,000 of 10,000, 90%, 1,000/s, took 0:09");
  }

  @Test
  void aTerminalHasOneLineThatIsRedrawn() {
    try (ProgressBar bar = bar(true, 100)) {
      clock.pass(Duration.ofMillis(50));
      bar.update(10);
      assertThat(err.toString()).isEmpty();
      clock.pass(Duration.ofMillis(950));
      bar.update(50);
    }
    assertThat(err.toString())
        .startsWith("\revents [############............] 50 of 100, 50%, 50/s, 0:01 left\u001b[K\r")
        .endsWith("took 0:01\u001b[K" + System.lineSeparator());
  }

  @Test
  void anUnknownTotalShowsCountAndRate() {
    ProgressBar bar = bar(false, 0);
    clock.pass(Duration.ofHours(2));
    bar.update(7_200);
    bar.close();
    assertThat(err.toString().lines())
        .containsExactly("events 7,200, 1/s", "events 7,200, 1/s, took 2:00:00");
  }

  @Test
  void moreThanTheTotalIsAHundredPercent() {
    ProgressBar bar = bar(true, 100);
    clock.pass(Duration.ofSeconds(1));
    bar.update(150);
    assertThat(err.toString()).contains("[########################] 150 of 100, 100%");
    bar.close();
  }

  @Test
  void closingTwiceShowsTheEndOnce() {
    ProgressBar bar = bar(false, 1);
    bar.update(1);
    bar.close();
    bar.close();
    bar.update(1);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void nothingDoneShowsNothing() {
    bar(true, 100).close();
    assertThat(err.toString()).isEmpty();
  }
}
