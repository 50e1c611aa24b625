package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.runtime.core.Failpoints.Point;
import io.footfall.schema.core.error.FootfallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointsTest {

  @Test
  void areOffWithoutTheProperty() {
    Failpoints off = Failpoints.of(null);
    for (Point point : Point.values()) {
      assertThat(off.isDue(point)).isFalse();
    }
  }

  @Test
  void areDueOnceAtTheNamedHit() {
    Failpoints failpoints = Failpoints.of("mid-parquet:3");
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
    assertThat(failpoints.isDue(Point.AFTER_OFFSET_LOG)).isFalse();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isTrue();
    assertThat(failpoints.isDue(Point.MID_PARQUET)).isFalse();
  }

  @Test
  void areDueAtTheFirstHitWithoutANumber() {
    assertThat(Failpoints.of("before-commit-log").isDue(Point.BEFORE_COMMIT_LOG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere", "mid-parquet:", "mid-parquet:0", "mid-parquet:x"})
  void refuseAnythingElse(String setting) {
    assertThatThrownBy(() -> Failpoints.of(setting))
        .isInstanceOf(FootfallException.class)
        .hasMessage(
            "-Dfootfall.failpoint=%s names no failpoint. Write NAME or NAME:HIT with one of"
                    .formatted(setting)
                + " after-offset-log, mid-parquet, before-delta-commit, between-table-commits,"
                + " after-delta-commit, before-commit-log, mid-publish.");
  }
}
