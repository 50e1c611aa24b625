package io.footfall.report.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.report.core.replay.Origin;
import org.junit.jupiter.api.Test;

final class OriginTest {

  @Test
  void isReadFromWhatItWrites() {
    Origin origin = new Origin(1, "user.behavior-v2", 3, 9_000_000_000L);
    assertThat(Origin.parse(origin.text())).contains(origin);
  }

  @Test
  void othersHeadersAreNone() {
    assertThat(Origin.parse("")).isEmpty();
    assertThat(Origin.parse("1/t/x/4")).isEmpty();
    assertThat(Origin.parse("1/t/2/99999999999999999999")).isEmpty();
  }
}
