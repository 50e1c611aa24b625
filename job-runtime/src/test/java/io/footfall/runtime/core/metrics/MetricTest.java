package io.footfall.runtime.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.metrics.Metric.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {

  @Test
  void namesAreAsPrometheusWantsThem() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.series()).matches("footfall(_[a-z]+)+");
      assertThat(metric.series().endsWith("_total"))
          .as(metric.series())
          .isEqualTo(metric.kind() == Kind.COUNTER);
      assertThat(metric.unit()).isIn("", "seconds", "bytes");
      assertThat(metric.help()).matches("[A-Z0-9].*[^.]");
    }
  }

  @Test
  void everyMetricHasANameOfItsOwn() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::series)).doesNotHaveDuplicates();
  }

  @Test
  void timesAndSizesSaySoInTheirNames() {
    assertThat(Metric.LATENCY.series()).isEqualTo("footfall_latency_seconds");
    assertThat(Metric.OUTPUT_BYTES.series()).isEqualTo("footfall_output_bytes_total");
    assertThat(Metric.BATCH_PHASE.series()).isEqualTo("footfall_batch_phase_seconds_total");
    assertThat(Metric.LAG_RECORDS.series()).isEqualTo("footfall_lag_records");
  }

  @Test
  void isFoundByTheNamesThatAQueryUses() {
    for (String part : List.of("_bucket", "_sum", "_count")) {
      assertThat(Metric.ofSeries("footfall_latency_seconds" + part)).contains(Metric.LATENCY);
    }
    assertThat(Metric.ofSeries("footfall_latency_seconds")).isEmpty();
    assertThat(Metric.ofSeries("footfall_orders_total")).contains(Metric.ORDERS);
    assertThat(Metric.ofSeries("footfall_orders")).isEmpty();
  }
}
