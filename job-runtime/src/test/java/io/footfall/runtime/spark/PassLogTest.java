package io.footfall.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassLogTest {

  @Test
  void oneLineTellsWhatWasMerged() {
    PassReport pass =
        new PassReport(
            3,
            Duration.ofMillis(1_402),
            List.of(
                new Merge(
                    "event_stats", "event_stats_partial", 120, 60, 60, 512, Duration.ofMillis(812)),
                new Merge("funnel_report", "funnel_updates", 7, 0, 0, 0, Duration.ofMillis(2)),
                new Merge("sessions", "session_updates", 99, 2, 4, 40, Duration.ofMillis(560))));
    assertThat(PassLog.line("shop/report", pass))
        .isEqualTo(
            "query shop/report pass 3 merged [event_stats from event_stats_partial: rows 512,"
                + " versions 60 up to 120, 812 ms; sessions from session_updates: rows 40, versions"
                + " 2 up to 99, 560 ms] in 1402 ms");
  }
}
