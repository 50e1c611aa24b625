package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.Publication.Notice;
import io.footfall.offsets.core.Publication.Pace;
import io.footfall.offsets.core.Publication.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final KafkaPartition P1 = new KafkaPartition("t", 1);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30));

  private static Position at(long end) {
    return Position.of(0, Map.of(P0, end));
  }

  @Test
  void hasNothingToWriteBeforeTheFirstCommit() {
    assertThat(Publication.idle(PACE).dueIn(NOON)).isEmpty();
    assertThat(Publication.idle(PACE).committed(Position.of(0, Map.of())).dueIn(NOON)).isEmpty();
  }

  @Test
  void writesTheFirstCommitAtOnceAndTheNextAfterTheInterval() {
    Publication first = Publication.idle(PACE).committed(at(5));
    assertThat(first.dueIn(NOON)).contains(Duration.ZERO);
    Publication second = first.wrote(at(5), NOON).next().committed(at(9));
    assertThat(second.dueIn(NOON.plusMillis(400))).contains(Duration.ofMillis(600));
    assertThat(second.committed()).contains(at(9));
  }

  @Test
  void writesAgainAtTheHeartbeatThoughNothingChanged() {
    Publication idle = Publication.idle(PACE).committed(at(5)).wrote(at(5), NOON).next();
    assertThat(idle.isCurrent()).isTrue();
    assertThat(idle.dueIn(NOON.plusSeconds(10))).contains(Duration.ofSeconds(50));
    assertThat(idle.dueIn(NOON.plusSeconds(61))).contains(Duration.ZERO);
  }

  @Test
  void saysAnOutageOnceAndItsEndOnceAndWaitsLongerEachTime() {
    Publication state = Publication.idle(PACE).committed(at(5));
    List<Notice> notices = new ArrayList<>();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Step step = state.failed(NOON);
      notices.add(step.notice());
      state = step.next();
      waits.add(state.dueIn(NOON).orElseThrow().toSeconds());
    }
    assertThat(notices).startsWith(Notice.OUTAGE).filteredOn(n -> n != Notice.NOTHING).hasSize(1);
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    Step healed = state.wrote(at(5), NOON);
    assertThat(healed.notice()).isEqualTo(Notice.HEALED);
    assertThat(healed.next().wrote(at(5), NOON).notice()).isEqualTo(Notice.NOTHING);
  }

  @Test
  void neverGoesBackWithinAnEpochAndStartsAnewWithTheNext() {
    Publication state =
        Publication.idle(PACE)
            .committed(Position.of(0, Map.of(P0, 5L, P1, 5L)))
            .committed(Position.of(0, Map.of(P0, 3L)));
    assertThat(state.committed()).contains(Position.of(0, Map.of(P0, 5L, P1, 5L)));
    assertThat(state.committed(Position.of(1, Map.of(P0, 1L))).committed())
        .contains(Position.of(1, Map.of(P0, 1L)));
    assertThat(state.committed(Position.of(1, Map.of(P0, 1L))).committed(at(9)).committed())
        .contains(Position.of(1, Map.of(P0, 1L)));
  }

  /** Random commits, outages and clocks: what every reader of a copy relies on. */
  @Test
  void holdsItsPromisesWhateverHappens() {
    for (int round = 0; round < 300; round++) {
      long seed = 4_711L + round;
      new Run(seed).play();
    }
  }

  private static final class Run {
    private final Random random;
    private final String name;
    private final Map<KafkaPartition, Long> table = new HashMap<>();
    private int epoch;
    private Instant now = NOON;
    private Publication state = Publication.idle(PACE);
    private Optional<Position> written = Optional.empty();
    private Optional<Instant> attempted = Optional.empty();
    private boolean out;
    private boolean told;

    Run(long seed) {
      this.random = new Random(seed);
      this.name = "seed " + seed;
    }

    void play() {
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(5)) {
          case 0, 1 -> commit();
          case 2 -> out = random.nextInt(3) == 0;
          default -> now = now.plusMillis(random.nextInt(4_000));
        }
        writeIfDue();
      }
      out = false;
      for (int i = 0; i < 3; i++) {
        now = now.plusSeconds(61);
        writeIfDue();
      }
      assertThat(written).as(name).isEqualTo(position());
      assertThat(told).as(name).isFalse();
    }

    private void commit() {
      if (random.nextInt(40) == 0) {
        epoch++;
        table.clear();
      }
      table.merge(random.nextBoolean() ? P0 : P1, 1L + random.nextInt(9), Long::sum);
      state = state.committed(Position.of(epoch, table));
    }

    private Optional<Position> position() {
      return table.isEmpty() ? Optional.empty() : Optional.of(Position.of(epoch, table));
    }

    private void writeIfDue() {
      Optional<Duration> due = state.dueIn(now);
      if (due.isEmpty() || !due.get().isZero()) {
        return;
      }
      attempted.ifPresent(
          last ->
              assertThat(Duration.between(last, now))
                  .as(name)
                  .isGreaterThanOrEqualTo(PACE.interval()));
      attempted = Optional.of(now);
      Position next = state.committed().orElseThrow();
      assertThat(next.isWithin(position().orElseThrow())).as("%s: never ahead", name).isTrue();
      written.ifPresent(
          before -> assertThat(before.isWithin(next)).as("%s: monotone", name).isTrue());
      Step step = out ? state.failed(now) : state.wrote(next, now);
      written = out ? written : Optional.of(next);
      state = step.next();
      assertThat(step.notice())
          .as(name)
          .isEqualTo(out == told ? Notice.NOTHING : out ? Notice.OUTAGE : Notice.HEALED);
      told = out;
    }
  }
}
