package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.Standing.Copy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Optional<OffsetRange> HELD = Optional.of(new OffsetRange(10, 100));

  private static Standing standing(long planned, long finished, long table, long copy) {
    return new Standing(
        HELD,
        Optional.of(planned),
        Optional.of(finished),
        Optional.of(table),
        List.of(new Copy("kafka", Optional.of(copy))));
  }

  @Test
  void agreesWhenAllSayTheSameAndWhileABatchIsPlanned() {
    assertThat(standing(50, 50, 50, 50).disagreements()).isEmpty();
    assertThat(standing(60, 50, 50, 50).disagreements()).isEmpty();
    assertThat(standing(60, 50, 60, 60).disagreements()).as("not yet in the commit log").isEmpty();
  }

  @Test
  void namesEachContradiction() {
    assertThat(standing(50, 50, 40, 40).disagreements())
        .containsExactly("the table is 10 behind the checkpoint");
    assertThat(standing(30, 30, 40, 40).disagreements())
        .containsExactly("the checkpoint is 10 behind the table");
    assertThat(standing(50, 50, 50, 53).disagreements())
        .containsExactly("kafka is 3 ahead of the table");
    assertThat(standing(50, 50, 50, 48).disagreements())
        .containsExactly("kafka is 2 behind the table");
    assertThat(standing(5, 5, 5, 5).disagreements())
        .containsExactly("retention has overtaken the table by 5");
    assertThat(standing(150, 150, 150, 150).disagreements())
        .containsExactly("the topic ends 50 before the table");
  }

  @Test
  void aCopyMayLagBehindWhatWasRecordedMeanwhileButNeverLeads() {
    Standing earlier = standing(50, 50, 50, 40);
    assertThat(earlier.disagreementsSince(earlier)).containsExactly("kafka is 10 behind the table");
    assertThat(standing(70, 70, 70, 50).disagreementsSince(earlier)).isEmpty();
    assertThat(standing(70, 70, 70, 49).disagreementsSince(earlier)).hasSize(1);
    assertThat(standing(70, 70, 70, 71).disagreementsSince(earlier))
        .containsExactly("kafka is 1 ahead of the table");
  }

  @Test
  void aCopyOfATableThatHasNothingIsAContradiction() {
    Standing standing =
        new Standing(
            HELD,
            Optional.empty(),
            Optional.of(7L),
            Optional.empty(),
            List.of(new Copy("kafka", Optional.of(7L)), new Copy("zookeeper", Optional.empty())));
    assertThat(standing.disagreements())
        .containsExactly(
            "the checkpoint has finished 7, the table nothing", "kafka says 7, the table nothing");
  }
}
