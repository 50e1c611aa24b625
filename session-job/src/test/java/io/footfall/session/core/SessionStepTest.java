package io.footfall.session.core;

import static io.footfall.session.core.Sent.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.session.core.SessionUpdate.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of sessions, one by one: gap 600 s, lateness 120 s, at most 24 h. */
final class SessionStepTest {
  private static final long GAP = 600 * SECOND;
  private static final long LATENESS = 120 * SECOND;
  private static final long DAY = 86_400 * SECOND;
  private static final long T = 1_000_000 * SECOND;

  private final SessionSettings settings = Replay.settings(GAP, LATENESS, DAY);
  private final SessionStep step = new SessionStep(settings);
  private byte[] state;
  private StepResult result;

  @Test
  void opensASessionWithTheFirstEvent() {
    SessionUpdate row = only(batch(T, view("a", T)));
    assertThat(row.status()).isEqualTo(Status.OPEN);
    assertThat(row.isFinal()).isFalse();
    assertThat(row.revision()).isEqualTo(1);
    assertThat(row.isBounce()).isTrue();
    assertThat(Found.of(row).id()).isEqualTo(NaiveSessions.id(view("a", T).event())).hasSize(32);
  }

  @Test
  void keepsEventsTogetherThatAreExactlyTheGapApart() {
    batch(T, view("a", T));
    SessionUpdate row = only(batch(T + GAP, view("b", T + GAP)));
    assertThat(row.events()).isEqualTo(2);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(row.startMicros()).isEqualTo(T);
    assertThat(row.endMicros()).isEqualTo(T + GAP);
  }

  @Test
  void opensTheNextSessionAMicrosecondBeyondTheGap() {
    batch(T, view("a", T));
    SessionUpdate row = only(batch(T + GAP, view("b", T + GAP + 1)));
    assertThat(row.events()).isEqualTo(1);
    assertThat(row.startMicros()).isEqualTo(T + GAP + 1);
  }

  @Test
  void bridgesTwoSessionsAndNamesTheOneThatIsGone() {
    List<SessionUpdate> before = batch(T, view("a", T), view("c", T + 2 * GAP));
    assertThat(before).hasSize(2);
    List<SessionUpdate> rows = batch(T + 1, view("b", T + GAP));
    assertThat(rows).extracting(SessionUpdate::status).containsExactly(Status.OPEN, Status.MERGED);
    assertThat(rows.get(0).events()).isEqualTo(3);
    assertThat(rows.get(0).sessionId()).isEqualTo(before.get(0).sessionId());
    assertThat(rows.get(1).sessionId()).isEqualTo(before.get(1).sessionId());
    assertThat(rows.get(1).mergedInto()).isEqualTo(before.get(0).sessionId());
    assertThat(rows.get(1).revision()).isEqualTo(2);
  }

  @Test
  void givesAnotherIdWhenAnEarlierEventComesAndMergesTheOld() {
    SessionUpdate old = only(batch(T, view("b", T)));
    List<SessionUpdate> rows = batch(T + 1, view("a", T - 60 * SECOND));
    assertThat(rows).hasSize(2);
    assertThat(Found.of(rows.get(0)).id())
        .isEqualTo(NaiveSessions.id(view("a", T - 60 * SECOND).event()));
    assertThat(rows.get(1).sessionId()).isEqualTo(old.sessionId());
    assertThat(rows.get(1).mergedInto()).isEqualTo(rows.get(0).sessionId());
  }

  @Test
  void takesPagesChannelAndDeviceFromTheFirstEventAndThePageOfTheLast() {
    Sent first = view("a", T).with("mail", "tablet", null);
    Sent last = view("b", T + SECOND).with("search", "phone", "spring");
    Found row = Found.of(only(batch(T, last, first)));
    assertThat(row.firstPage()).isEqualTo("/a");
    assertThat(row.lastPage()).isEqualTo("/b");
    assertThat(row.channel()).isEqualTo("mail");
    assertThat(row.device()).isEqualTo("tablet");
    assertThat(row.campaign()).isNull();
  }

  @Test
  void addsAmountsUpPerCurrencyOrderedAndPaidApart() {
    Found row =
        Found.of(
            only(
                batch(
                    T,
                    paying("a", "order", "10.5", "EUR"),
                    paying("b", "order", "1.25", "EUR"),
                    paying("c", "order", "7", "USD"),
                    paying("d", "payment", "11.75", "EUR"),
                    paying("e", "cart", "99", "EUR"))));
    assertThat(row.ordered())
        .isEqualTo(Map.of("EUR", new BigDecimal("11.7500"), "USD", new BigDecimal("7.0000")));
    assertThat(row.paid()).isEqualTo(Map.of("EUR", new BigDecimal("11.7500")));
    assertThat(row.types()).isEqualTo(Map.of("order", 3L, "payment", 1L, "cart", 1L));
  }

  @Test
  void countsAnEventOnceAndSaysAtOnceThatACopyCame() {
    Sent event = view("a", T);
    batch(T, event);
    SessionUpdate row = only(batch(T + 1, event.again(event.offset() + 1)));
    assertThat(row.status()).isEqualTo(Status.OPEN);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(row.events()).isEqualTo(1);
    assertThat(row.duplicates()).isEqualTo(1);
    assertThat(row.conflicts()).isZero();
    assertThat(row.kafkaMicros()).isEqualTo((event.offset() + 1) * SECOND);
    SessionUpdate next = only(batch(T + 2, view("b", T + SECOND)));
    assertThat(next.events()).isEqualTo(2);
    assertThat(next.duplicates()).isEqualTo(1);
  }

  @Test
  void saysThatAnotherBodyCameUnderAnIdWithoutAnotherEvent() {
    batch(T, sent("a", T, 1, "view", "/first"));
    SessionUpdate row = only(batch(T + 1, sent("a", T, 2, "click", "/second")));
    assertThat(row.duplicates()).isEqualTo(1);
    assertThat(row.conflicts()).isEqualTo(1);
    assertThat(Found.of(row).types()).isEqualTo(Map.of("view", 1L));
  }

  @Test
  void doesNotOpenAClosedSessionAgainForACopy() {
    Sent event = view("a", T);
    batch(T, event);
    step(new BatchTime(T - LATENESS, result.dueNowMicros()));
    step(new BatchTime(T - LATENESS, T + DAY), event.again(event.offset() + 1));
    SessionUpdate row = only(updates());
    assertThat(row.status()).isEqualTo(Status.CLOSED);
    assertThat(row.isFinal()).isFalse();
    assertThat(row.revision()).isEqualTo(3);
    assertThat(row.duplicates()).isEqualTo(1);
    assertThat(result.dueNowMicros()).isEqualTo(StepResult.NEVER);
    assertThat(result.dueWatermarkMicros()).isEqualTo(T + GAP);
  }

  @Test
  void callsACopyOfAnEventOfAFinalSessionLate() {
    Sent event = view("a", T);
    batch(T, event);
    step(new BatchTime(T + GAP + 1_000, T + DAY), event.again(event.offset() + 1));
    assertThat(only(updates()).isFinal()).isTrue();
    assertThat(only(updates()).duplicates()).isZero();
    assertThat(result.rows()).hasSize(2);
    assertThat(SessionRow.unpack(result.rows().get(1))).isInstanceOf(LateEvent.class);
    assertThat(result.state()).isNull();
  }

  @Test
  void countsCopiesOfEventsBesideWhichACutMayStillFall() {
    Replay replay = new Replay(Replay.settings(10 * SECOND, 100 * SECOND, 30 * SECOND));
    List<Sent> events = new ArrayList<>();
    for (int second = 5; second <= 80; second += 5) {
      events.add(Sent.view("u", "e" + second, second * SECOND, second));
    }
    replay.batch(80 * SECOND, events);
    replay.batch(81 * SECOND, List.of(events.get(7).again(90), events.get(15).again(91)));
    assertThat(replay.present()).extracting(SessionUpdate::duplicates).containsExactly(0L, 1L, 1L);
    replay.batch(82 * SECOND, List.of(Sent.view("u", "e0", 0, 100)));
    assertThat(replay.sessions())
        .isEqualTo(new NaiveSessions(10 * SECOND, 30 * SECOND).of(replay.counted()));
  }

  @Test
  void letsTheFirstOfTwoBodiesUnderOneIdCount() {
    Sent first = sent("a", T + SECOND, 1, "view", "/first");
    Sent second = sent("a", T, 2, "click", "/second");
    SessionUpdate row = only(batch(T, second, first));
    assertThat(row.events()).isEqualTo(1);
    assertThat(row.startMicros()).isEqualTo(T + SECOND);
    assertThat(row.conflicts()).isEqualTo(1);
    assertThat(Found.of(row).types()).isEqualTo(Map.of("view", 1L));
  }

  @Test
  void writesWhatIsLateToTheLateTableOnly() {
    batch(T, view("a", T));
    Sent late = view("b", T - LATENESS - 1);
    step(new BatchTime(T - LATENESS, T + SECOND), late);
    assertThat(result.rows()).hasSize(1);
    LateEvent row = (LateEvent) SessionRow.unpack(result.rows().get(0));
    assertThat(Found.text(row.eventId())).isEqualTo("b");
    assertThat(Found.text(row.user())).isEqualTo("u");
    assertThat(row.eventMicros()).isEqualTo(T - LATENESS - 1);
    assertThat(row.offset()).isEqualTo(late.offset());
    assertThat(row.watermarkMicros()).isEqualTo(T - LATENESS);
  }

  @Test
  void takesAnEventExactlyAtTheWatermark() {
    batch(T, view("a", T));
    step(new BatchTime(T - LATENESS, T + SECOND), view("b", T - LATENESS));
    assertThat(updates()).hasSize(2);
    assertThat(updates().get(0).events()).isEqualTo(2);
  }

  @Test
  void keepsNothingOfAUserWhoseEventsAreAllLate() {
    step(new BatchTime(T, T), view("a", T - 1));
    assertThat(result.state()).isNull();
    assertThat(result.rows()).hasSize(1);
  }

  @Test
  void isFinalOnceTheWatermarkIsBeyondEndAndGapAndNotAtIt() {
    batch(T, view("a", T));
    assertThat(result.dueWatermarkMicros()).isEqualTo(T + GAP);
    step(new BatchTime(T + GAP, T + GAP));
    assertThat(result.rows()).isEmpty();
    assertThat(result.state()).isNotNull();
    step(new BatchTime(T + GAP + 1_000, T + GAP));
    SessionUpdate row = only(updates());
    assertThat(row.status()).isEqualTo(Status.CLOSED);
    assertThat(row.isFinal()).isTrue();
    assertThat(row.revision()).isEqualTo(2);
    assertThat(result.state()).isNull();
  }

  @Test
  void closesAnIdleSessionWithoutMakingItFinal() {
    batch(T, view("a", T));
    long due = result.dueNowMicros();
    assertThat(due).isEqualTo(T + GAP + 2 * LATENESS);
    step(new BatchTime(T - LATENESS, due));
    SessionUpdate row = only(updates());
    assertThat(row.status()).isEqualTo(Status.CLOSED);
    assertThat(row.isFinal()).isFalse();
    assertThat(result.dueNowMicros()).isEqualTo(StepResult.NEVER);
    assertThat(result.dueWatermarkMicros()).isEqualTo(T + GAP);
    assertThat(result.state()).isNotNull();
  }

  @Test
  void opensAnIdleSessionAgain() {
    batch(T, view("a", T));
    step(new BatchTime(T - LATENESS, result.dueNowMicros()));
    step(new BatchTime(T - LATENESS, T + DAY), view("b", T + SECOND));
    SessionUpdate row = only(updates());
    assertThat(row.status()).isEqualTo(Status.OPEN);
    assertThat(row.revision()).isEqualTo(3);
    assertThat(row.events()).isEqualTo(2);
    assertThat(result.dueNowMicros()).isEqualTo(T + DAY + GAP + 2 * LATENESS);
  }

  @Test
  void closesTheOldAndOpensTheNewInOneStep() {
    batch(T, view("a", T));
    step(new BatchTime(T + 2 * GAP, T + 3 * GAP), view("b", T + 3 * GAP));
    assertThat(updates())
        .extracting(SessionUpdate::status, SessionUpdate::isFinal, SessionUpdate::startMicros)
        .containsExactly(tuple(Status.CLOSED, true, T), tuple(Status.OPEN, false, T + 3 * GAP));
  }

  @Test
  void opensTheNextSegmentBeyondTheLongestDuration() {
    List<Sent> events = new ArrayList<>();
    for (long at = 0; at <= DAY + GAP; at += GAP) {
      events.add(view("e" + at, T + at));
    }
    List<SessionUpdate> rows = batch(T + 2 * DAY, events.toArray(new Sent[0]));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).endMicros()).isEqualTo(T + DAY);
    assertThat(rows.get(0).split()).isFalse();
    assertThat(rows.get(1).startMicros()).isEqualTo(T + DAY + GAP);
    assertThat(rows.get(1).split()).isTrue();
  }

  @Test
  void movesTheCutWhenAnEarlierEventComes() {
    Replay replay = new Replay(Replay.settings(10 * SECOND, 100 * SECOND, 30 * SECOND));
    List<Sent> events = new ArrayList<>();
    for (int second = 5; second <= 80; second += 5) {
      events.add(Sent.view("u", "e" + second, second * SECOND, second));
    }
    replay.batch(80 * SECOND, events);
    assertThat(starts(replay)).containsExactly(5L, 40L, 75L);
    replay.batch(81 * SECOND, List.of(Sent.view("u", "e0", 0, 100)));
    assertThat(starts(replay)).containsExactly(0L, 35L, 70L);
    replay.batch(82 * SECOND, List.of(Sent.view("u", "e-5", -5 * SECOND, 101)));
    assertThat(starts(replay)).containsExactly(-5L, 30L, 65L);
    assertThat(replay.sessions())
        .isEqualTo(new NaiveSessions(10 * SECOND, 30 * SECOND).of(replay.counted()));
  }

  @Test
  void callsAHundredEventsAtMoreThanFiveASecondABot() {
    assertThat(bot(100, 200_000)).isTrue();
    assertThat(bot(100, 204_000)).isFalse();
    assertThat(bot(99, 1_000)).isFalse();
  }

  @Test
  void marksWhatMayReachBackToALossOfState() {
    KeyedRun run = new KeyedRun(3, T);
    SessionSettings lossy =
        new SessionSettings(GAP, LATENESS, DAY, GAP + 2 * LATENESS, 1 << 20, run);
    SessionStep after = new SessionStep(lossy);
    assertThat(truncated(after, T + GAP)).isTrue();
    assertThat(truncated(after, T + GAP + 1)).isFalse();
  }

  @Test
  void rebuildsAStateThatGoesOnAsIfItHadNotBeenLost() {
    batch(T, view("a", T), view("b", T + 3 * GAP));
    byte[] lost = state;
    BatchTime time = new BatchTime(T + 3 * GAP - LATENESS, T + 3 * GAP);
    StepResult rebuilt =
        step.rebuild(
            "u", List.of(view("b", T + 3 * GAP).packed(), view("a", T).packed()).iterator(), time);
    assertThat(rebuilt.rows()).isEmpty();
    assertThat(rebuilt.dueWatermarkMicros()).isEqualTo(T + 4 * GAP);
    assertThat(lost).isNotNull();
    state = rebuilt.state();
    step(new BatchTime(T + 3 * GAP - LATENESS, T + 3 * GAP + SECOND), view("c", T + 4 * GAP));
    SessionUpdate row = only(updates());
    assertThat(row.events()).isEqualTo(2);
    assertThat(row.revision()).isEqualTo(1);
  }

  private static List<Long> starts(Replay replay) {
    return replay.present().stream().map(row -> row.startMicros() / SECOND).toList();
  }

  private boolean bot(int events, long spacingMicros) {
    state = null;
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      sent.add(view("e" + i, T + i * spacingMicros));
    }
    return only(batch(T + DAY, sent.toArray(new Sent[0]))).isBot();
  }

  private static boolean truncated(SessionStep step, long micros) {
    StepResult result =
        step.step(
            "u",
            null,
            List.of(view("a", micros).packed()).iterator(),
            new BatchTime(Long.MIN_VALUE, micros));
    return ((SessionUpdate) SessionRow.unpack(result.rows().get(0))).truncated();
  }

  private static Sent view(String id, long micros) {
    return Sent.view("u", id, micros, id.hashCode() & 0xFFFF);
  }

  private static Sent sent(String id, long micros, long offset, String type, String page) {
    return Sent.of("u", id, micros, offset, type, page, null, null);
  }

  private static Sent paying(String id, String type, String amount, String currency) {
    return Sent.of(
        "u", id, T, id.charAt(0), type, null, new BigDecimal(amount).setScale(4), currency);
  }

  private List<SessionUpdate> batch(long now, Sent... events) {
    step(new BatchTime(Long.MIN_VALUE, now), events);
    return updates();
  }

  private void step(BatchTime time, Sent... events) {
    result = step.step("u", state, Arrays.stream(events).map(Sent::packed).iterator(), time);
    state = result.state();
  }

  private List<SessionUpdate> updates() {
    return result.rows().stream()
        .map(SessionRow::unpack)
        .filter(SessionUpdate.class::isInstance)
        .map(SessionUpdate.class::cast)
        .toList();
  }

  private static SessionUpdate only(List<SessionUpdate> rows) {
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
