package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class LatencyResultTest {
  private static final Machine MACHINE =
      new Machine(2, 2L << 30, "17.0.1", "Linux", 0.1, LocalDate.of(2026, 1, 15));
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final LatencyRun run =
      new LatencyRun(
          "ingest",
          1,
          Map.of("events", new Latencies.Summary(600_000, 350, 600, 800, 1_200)),
          Map.of("events", new TableGrowth(240, 480_000, 960, 72_000_000, Duration.ofMinutes(2))),
          List.of(batch(0, 200, "ingest"), batch(1, 400, "ingest"), batch(1, 900, "session")),
          Duration.ofMillis(12),
          60,
          55.5,
          10.25,
          6,
          1.5,
          List.of(new HealthMark(1, 200, 300L << 20, 80), new HealthMark(2, 210, 301L << 20, 80)));
  private final LatencyResult result =
      new LatencyResult(
          MACHINE, 10_000, Duration.ofSeconds(60), Duration.ofSeconds(120), List.of(run));

  @Test
  void theSummaryNamesRateWarmUpAndPercentilesOfEachTable() {
    assertThat(result.summary())
        .isEqualTo(
            "bench latency: 10,000 events/s for 120 s (first 60 s discarded): ingest/events p50"
                + " 350 ms, p99 800 ms");
  }

  @Test
  void batchesAreWeightedOnceEach() {
    assertThat(run.batchMillis().get("ingest").records()).isEqualTo(2);
    assertThat(run.batchMillis().get("ingest").max()).isEqualTo(400);
    assertThat(run.batchMillis().get("session").max()).isEqualTo(900);
  }

  @Test
  void phasesComeByQueryInTheOrderOfABatch() {
    assertThat(run.phases())
        .extracting(phase -> phase.query() + " " + phase.name())
        .containsExactly(
            "ingest triggerExecution",
            "ingest addBatch",
            "ingest state.commit",
            "session triggerExecution",
            "session addBatch",
            "session state.commit");
    assertThat(run.phases().get(0).values().p50()).isEqualTo(200);
    assertThat(run.phases().get(1).values().max()).isEqualTo(350);
  }

  private static BatchTime batch(int second, long millis, String query) {
    return new BatchTime(
        NOON.plusSeconds(second),
        millis,
        query,
        Map.of("state.commit", 7L, "addBatch", millis - 50, "triggerExecution", millis));
  }

  @Test
  void jsonHoldsPercentilesByTableAndTheMinutes() {
    List<?> runs = (List<?>) result.json().get("runs");
    assertThat(runs.get(0))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("generator_behind_max_ms", 12L)
        .extractingByKey("latency_ms", InstanceOfAssertFactories.MAP)
        .extractingByKey("events", InstanceOfAssertFactories.MAP)
        .containsEntry("p99", 800L);
    assertThat(runs.get(0))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .extractingByKey("minutes", InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void commitsAndBytesAreExtrapolatedToADay() {
    List<?> runs = (List<?>) result.json().get("runs");
    assertThat(runs.get(0))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .extractingByKey("growth", InstanceOfAssertFactories.MAP)
        .extractingByKey("events", InstanceOfAssertFactories.MAP)
        .containsEntry("commits", 240L)
        .containsEntry("log_bytes", 480_000L)
        .extractingByKey("per_24_h", InstanceOfAssertFactories.MAP)
        .containsEntry("commits", 172_800L)
        .containsEntry("log_bytes", 345_600_000L)
        .containsEntry("files", 691_200L)
        .containsEntry("data_bytes", 51_840_000_000L);
  }

  @Test
  void growthComparesTheFirstMinuteWithTheLast() {
    assertThat(HealthMark.growth(run.marks()))
        .isEqualTo(
            "minute 1 to 2: batch median 200 to 210 ms, heap after GC 300 to 301 MiB, threads 80 to 80");
    assertThat(HealthMark.growth(List.of())).contains("no whole minute");
  }
}
