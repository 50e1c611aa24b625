package io.footfall.report.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void restsNineTimesAsLongAsItTook() {
    Pace pace = new Pace(10);
    assertThat(pace.isDue(Long.MIN_VALUE)).as("before the first run").isTrue();
    pace.ran(100, 120);
    assertThat(pace.isDue(299)).isFalse();
    assertThat(pace.isDue(300)).isTrue();
    pace.ran(300, 301);
    assertThat(pace.isDue(309)).isFalse();
    assertThat(pace.isDue(310)).isTrue();
  }
}
