package io.footfall.session.core;

import static io.footfall.session.core.Sent.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.StepResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Users and events that nobody wants: right sessions, or late rows, in bounded memory. */
final class BadInputTest {
  private static final long GAP = 600 * SECOND;
  private static final long LATENESS = 120 * SECOND;
  private static final long DAY = 86_400 * SECOND;
  private static final long YEAR = 365 * DAY;
  private static final long T = 1_000 * DAY;
  private static final int MOST_BYTES = 1 << 20;

  private final SessionSettings settings = Replay.settings(GAP, LATENESS, DAY);
  private final Replay replay = new Replay(settings);
  private final NaiveSessions oracle = new NaiveSessions(GAP, DAY);

  @Test
  void takesUserIdsOfOneByteAndOf64Kib() {
    List<Sent> events = new ArrayList<>();
    for (String user : List.of("x", "é".repeat(32 << 10))) {
      events.add(Sent.view(user, "a", T, 1));
      events.add(Sent.view(user, "b", T + SECOND, 2));
    }
    replay.batch(T, events);
    assertThat(replay.sessions()).isEqualTo(oracle.of(events)).hasSize(2);
  }

  @Test
  void takesAMillionEventsInOneSessionWithinTheStateLimit() {
    SessionStep step = new SessionStep(settings);
    byte[] state = null;
    SessionUpdate row = null;
    int largest = 0;
    long micros = T;
    long watermark = Long.MIN_VALUE;
    for (int batch = 0; batch < 20; batch++) {
      List<byte[]> packed = new ArrayList<>();
      for (int i = 0; i < 50_000; i++) {
        micros += 100;
        packed.add(Sent.view("u", "e" + batch + "-" + i, micros, i).packed());
      }
      StepResult result =
          step.step("u", state, packed.iterator(), new BatchTime(watermark, micros));
      watermark = Math.floorDiv(micros, 1_000) * 1_000 - LATENESS;
      state = result.state();
      largest = Math.max(largest, state.length);
      assertThat(result.rows()).hasSize(1);
      row = (SessionUpdate) SessionRow.unpack(result.rows().get(0));
    }
    assertThat(row.events()).isEqualTo(1_000_000);
    assertThat(row.isBot()).isTrue();
    assertThat(row.capped()).as("not all ids can be kept").isTrue();
    assertThat(largest).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void takesTrafficOfWhichOneUserSendsNineTenths() {
    Random random = new Random(90);
    List<Sent> arrivals = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String user = random.nextInt(10) > 0 ? "busy" : "u" + random.nextInt(50);
      long micros = T + i * SECOND / 10 + random.nextLong(LATENESS);
      arrivals.add(Sent.view(user, "e" + i, micros, i));
    }
    for (int from = 0; from < arrivals.size(); from += 1_000) {
      List<Sent> batch = arrivals.subList(from, from + 1_000);
      replay.batch(T + from * SECOND / 10, batch);
      assertThat(replay.state("busy").state().length).isLessThanOrEqualTo(MOST_BYTES);
    }
    assertThat(replay.late()).isEmpty();
    assertThat(replay.sessions()).isEqualTo(oracle.of(arrivals));
    assertThat(replay.present()).noneMatch(SessionUpdate::capped);
  }

  @Test
  void takesABatchClockThatJumpsBackAnHour() {
    replay.batch(T, List.of(Sent.view("u", "a", T, 1)));
    replay.batch(T - 3_600 * SECOND, List.of(Sent.view("u", "b", T + SECOND, 2)));
    replay.batch(T + SECOND, List.of(Sent.view("u", "c", T + 2 * SECOND, 3)));
    assertThat(replay.late()).isEmpty();
    assertThat(replay.sessions()).isEqualTo(oracle.of(replay.counted())).hasSize(1);
    replay.end(T + DAY, T + DAY);
    assertThat(replay.present()).allMatch(SessionUpdate::isFinal);
  }

  @Test
  void takesEventsAllAtOneInstant() {
    List<Sent> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(Sent.view("u", "e" + i, T, i));
    }
    Collections.reverse(events);
    replay.batch(T, events.subList(0, 250));
    replay.batch(T, events.subList(250, 500));
    assertThat(replay.sessions()).isEqualTo(oracle.of(events)).hasSize(1);
    assertThat(replay.present().get(0).isBot()).isTrue();
  }

  @Test
  void takesEventsExactlyAtTheGapInPerfectReverseOrder() {
    SessionSettings patient = Replay.settings(GAP, 100 * GAP, DAY);
    Replay reversed = new Replay(patient);
    List<Sent> events = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      events.add(Sent.view("u", "e" + i, T - i * GAP, i));
    }
    for (Sent event : events) {
      reversed.batch(T, List.of(event));
      assertThat(reversed.late()).isEmpty();
      assertThat(reversed.sessions()).isEqualTo(oracle.of(reversed.counted())).hasSize(1);
    }
  }

  @Test
  void putsAnEventThatIsAYearLateIntoTheLateTable() {
    replay.batch(T, List.of(Sent.view("u", "a", T, 1)));
    replay.batch(T + 1, List.of(Sent.view("u", "b", T - YEAR, 2)));
    assertThat(replay.late()).hasSize(1);
    assertThat(replay.sessions()).isEqualTo(oracle.of(replay.counted())).hasSize(1);
  }

  @Test
  void isNotPoisonedByAClockThatIsAheadNorByOneThatJumpsBack() {
    replay.batch(T, List.of(Sent.view("u", "a", T, 1)));
    replay.batch(T + SECOND, List.of(Sent.view("u", "b", T + 240 * SECOND, 2)));
    assertThat(replay.watermark()).isEqualTo(T + SECOND - LATENESS);
    replay.batch(T + 2 * SECOND, List.of(Sent.view("u", "c", T - 60 * SECOND, 3)));
    assertThat(replay.late()).isEmpty();
    assertThat(replay.sessions()).isEqualTo(oracle.of(replay.counted())).hasSize(1);
  }

  @Test
  void takesHistoryOfAYearInOneBatch() {
    List<Sent> events = new ArrayList<>();
    for (int day = 0; day < 365; day++) {
      events.add(Sent.view("u", "d" + day, T - day * DAY, day));
      events.add(Sent.view("u", "n" + day, T - day * DAY + GAP, 400 + day));
    }
    replay.batch(T, events);
    assertThat(replay.sessions()).isEqualTo(oracle.of(events)).hasSize(365);
    replay.batch(T + 1, List.of(Sent.view("u", "x", T, 1_000)));
    assertThat(replay.present().stream().filter(SessionUpdate::isFinal)).hasSize(364);
  }

  @Test
  void takesAUserWhoIsNeverStillForThreeDaysInOneBatchAndInMany() {
    List<Sent> events = new ArrayList<>();
    for (long at = 0; at < 3 * DAY; at += GAP) {
      events.add(Sent.view("u", "e" + at, T + at, at / GAP));
    }
    Replay many = new Replay(settings);
    replay.batch(T + 3 * DAY, events);
    events.forEach(event -> many.batch(event.micros(), List.of(event)));
    assertThat(replay.sessions()).isEqualTo(oracle.of(events)).hasSize(3);
    assertThat(many.sessions()).isEqualTo(replay.sessions());
  }

  @Test
  void dropsTheOldestSessionsWhenEvenTheseAreTooMany() {
    SessionSettings small =
        new SessionSettings(GAP, LATENESS, DAY, GAP, 4_096, new KeyedRun(0, KeyedRun.NOTHING_LOST));
    List<byte[]> packed = new ArrayList<>();
    for (int day = 0; day < 200; day++) {
      packed.add(Sent.view("u", "d" + day, T - day * DAY, day).packed());
    }
    StepResult result =
        new SessionStep(small).step("u", null, packed.iterator(), new BatchTime(Long.MIN_VALUE, T));
    List<SessionUpdate> rows =
        result.rows().stream().map(row -> (SessionUpdate) SessionRow.unpack(row)).toList();
    assertThat(result.state().length).isLessThanOrEqualTo(4_096);
    assertThat(rows).hasSize(200);
    assertThat(rows.get(0).isFinal() && rows.get(0).capped()).isTrue();
    assertThat(rows.get(199).isFinal()).isFalse();
  }

  @Test
  void sumsTypesBeyondTheMostUnderOthers() {
    List<Sent> events = new ArrayList<>();
    for (int i = 0; i < Tally.MOST_NAMES + 10; i++) {
      events.add(Sent.of("u", "e" + i, T + i, i, "type" + i, null, null, null));
    }
    replay.batch(T, events);
    SessionUpdate row = replay.present().get(0);
    assertThat(row.capped()).isTrue();
    assertThat(Found.of(row).types()).containsEntry("(others)", 10L).hasSize(65);
  }

  @Test
  void cutsLongTextsByCharacters() {
    String page = "é".repeat(2_000);
    Sent sent = Sent.of("u", "a", T, 1, "t".repeat(150), page, null, null);
    replay.batch(T, List.of(sent));
    Found row = replay.sessions().get(0);
    assertThat(row.firstPage()).isEqualTo("é".repeat(SessionPacker.MOST_TEXT));
    assertThat(row.types()).containsOnlyKeys("t".repeat(SessionPacker.MOST_NAME));
  }
}
