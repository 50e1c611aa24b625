package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.runtime.core.Failpoints.Point;
import io.footfall.schema.core.error.FootfallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointsTest {
  private static final String JOB = "session";

  @Test
  void areOffWithoutTheProperty() {
    Failpoints off = Failpoints.of(null, JOB);
    for (Point point : Point.values()) {
      assertThat(off.isDue(point)).isFalse();
    }
  }

  @Test
  void areDueOnceAtTheNamedHit() {
    Failpoints failpoints = Failpoints.of("mid-parquet:3", JOB);
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
    assertThat(failpoints.isDue(Point.AFTER_OFFSET_LOG)).isFalse();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isTrue();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
  }

  @Test
  void areDueAtTheFirstHitWithoutANumber() {
    assertThat(Failpoints.of("before-commit-log", JOB).isDue(Point.BEFORE_COMMIT_LOG)).isTrue();
  }

  @Test
  void areOnlyInTheJobThatIsNamed() {
    assertThat(Failpoints.of("session/mid-parquet", JOB).isDue(Point.MID_PARQUET)).isTrue();
    Failpoints second = Failpoints.of("session/mid-parquet:2", JOB);
    assertThat(second.isDue(Point.MID_PARQUET)).isFalse();
    assertThat(second.isDue(Point.MID_PARQUET)).isTrue();
    assertThat(Failpoints.of("funnel/mid-parquet", JOB).isDue(Point.MID_PARQUET)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nowhere",
        "mid-parquet:",
        "mid-parquet:0",
        "mid-parquet:x",
        "session/",
        "x/y"
      })
  void refuseAnythingElse(String setting) {
    assertThatThrownBy(() -> Failpoints.of(setting, JOB))
        .isInstanceOf(FootfallException.class)
        .hasMessage(
            "-Dfootfall.failpoint=%s names no failpoint. Write NAME, NAME:HIT or JOB/NAME:HIT with one of"
                    .formatted(setting)
                + " after-offset-log, mid-parquet, before-delta-commit, between-table-commits,"
                + " after-delta-commit, before-commit-log, mid-publish.");
  }
}
