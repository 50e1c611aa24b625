package io.footfall.runtime.core.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildPlanTest {
  private static final KafkaPartition P = new KafkaPartition("t", 0);

  @Test
  void readsTheTopicFromTheFirstNeededRecordToWhereTheJobStands() {
    RebuildPlan plan = plan(range(0, 100), range(0, 150), Map.of(P, 60L), none());
    assertThat(plan.topic()).isEqualTo(Map.of(P, range(60, 100)));
    assertThat(plan.events()).isEmpty();
    assertThat(plan.missing()).isEmpty();
  }

  @Test
  void readsNothingWhereNoRecordIsNeeded() {
    assertThat(plan(range(0, 100), range(0, 150), Map.of(), none()).topic())
        .isEqualTo(Map.of(P, range(100, 100)));
    assertThat(plan(range(0, 100), range(0, 150), Map.of(P, 120L), none()).topic())
        .isEqualTo(Map.of(P, range(100, 100)));
  }

  @Test
  void readsNothingThatTheJobNeverRead() {
    assertThat(plan(range(40, 100), range(0, 150), Map.of(P, 10L), none()).topic())
        .isEqualTo(Map.of(P, range(40, 100)));
  }

  @Test
  void isContentWithATopicWhoseOldestRecordIsNotNeeded() {
    RebuildPlan plan = plan(range(0, 100), range(50, 150), Map.of(P, 51L), none());
    assertThat(plan.events()).isEmpty();
    assertThat(plan.missing()).isEmpty();
  }

  @Test
  void readsFromEventsWhatTheTopicNoLongerHolds() {
    RebuildPlan plan = plan(range(0, 100), range(50, 150), Map.of(P, 50L), recorded(range(0, 60)));
    assertThat(plan.topic()).isEqualTo(Map.of(P, range(50, 100)));
    assertThat(plan.events()).isEqualTo(Map.of(P, range(0, 50)));
    assertThat(plan.missing()).isEmpty();
  }

  @Test
  void namesWhatNeitherOfThemHolds() {
    assertThat(
            plan(range(0, 100), range(50, 150), Map.of(P, 50L), recorded(range(0, 40))).missing())
        .containsExactly(
            "offsets [0, 50) of t-0 are gone from the topic, and table events accounts for [0, 40)");
    assertThat(plan(range(0, 100), range(50, 150), Map.of(P, 50L), none()).missing())
        .containsExactly(
            "offsets [0, 50) of t-0 are gone from the topic, and table events accounts for none of"
                + " them");
  }

  private static RebuildPlan plan(
      OffsetRange job, OffsetRange held, Map<KafkaPartition, Long> since, RecordedOffsets events) {
    return RebuildPlan.of(recorded(job), Map.of(P, held), since, events);
  }

  private static RecordedOffsets recorded(OffsetRange range) {
    return new RecordedOffsets(0, Map.of(P, range));
  }

  private static RecordedOffsets none() {
    return RecordedOffsets.none(0);
  }

  private static OffsetRange range(long from, long until) {
    return new OffsetRange(from, until);
  }
}
