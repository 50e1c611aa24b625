package io.footfall.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JobsBarTest {
  private final StringWriter err = new StringWriter();
  private final ManualClock clock = new ManualClock();

  @Test
  void showsEachJobWithItsRate() {
    try (JobsBar bar = new JobsBar(new PrintWriter(err), false, clock)) {
      clock.pass(Duration.ofSeconds(10));
      Map<String, Long> records = new LinkedHashMap<>();
      records.put("ingest", 50_000L);
      records.put("session", 40_000L);
      bar.update(records);
      assertThat(err.toString().lines())
          .containsExactly("records: ingest 50,000, 5,000/s | session 40,000, 4,000/s");
    }
    assertThat(err.toString().lines().skip(1))
        .containsExactly("records: ingest 50,000, 5,000/s | session 40,000, 4,000/s, took 0:10");
  }

  @Test
  void saysNothingWhenNothingWasDone() {
    try (JobsBar bar = new JobsBar(new PrintWriter(err), true, clock)) {
      bar.update(Map.of("ingest", 0L));
    }
    assertThat(err.toString()).isEmpty();
  }
}
