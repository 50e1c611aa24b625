package io.footfall.runtime.spark.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.spark.keyed.EventTopic.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Being behind makes nothing late. */
class AlignedSourceIT extends KeyedTestBase {
  /** A million as a proof: {@code -Dfootfall.burst=1000000}. */
  private static final int BURST = Integer.getInteger("footfall.burst", 100_000);

  private static final int BURST_SECONDS = 100;
  private static final int SECONDS = 900;

  @Override
  int partitions() {
    return 4;
  }

  @Test
  void catchingUpABurstAndAHoleMakesNothingLate() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      long second = 300 + (long) i * BURST_SECONDS / BURST;
      events.add(new Event(0, "burst", "view", at(second)));
    }
    for (int second = 0; second < SECONDS; second++) {
      events.add(new Event(1, "steady", "view", at(second)));
      events.add(new Event(2, "steady", "view", at(second)));
      if (second < 100 || second >= 700) { // ten minutes without a record
        events.add(new Event(3, "steady", "view", at(second)));
      }
    }
    topic.send(events);
    List<Long> batches = new ArrayList<>();
    pipeline
        .set("footfall.source.max-offsets-per-trigger", Integer.toString(BURST / 10))
        .gap(Duration.ofSeconds(2))
        .run((batch, counts) -> batches.add(batch.id()));
    assertThat(pipeline.late()).isEmpty();
    assertThat(batches).hasSizeGreaterThan(8);
    assertThat(pipeline.updates())
        .contains("FINAL burst %d 0 false".formatted(BURST))
        .contains("OPEN steady %d 0 false".formatted(SECONDS * 3 - 600));
  }
}
