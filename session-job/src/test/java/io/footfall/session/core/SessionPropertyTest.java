package io.footfall.session.core;

import static io.footfall.session.core.Sent.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random events, order, cuts, copies, losses of state: after each batch, what the rows say is what
 * the naive rule says of the events that were not late. Seconds are coarse against the gap, so that
 * equal times and distances of exactly the gap are common.
 */
final class SessionPropertyTest {
  private static final int SEEDS = 6_000;
  private static final String[] TYPES = {"view", "click", "cart", "order", "payment"};
  private static final String[] CURRENCIES = {"EUR", "USD", null};

  @Test
  void streamEqualsBatchWhateverTheOrderAndTheCuts() {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        new Case(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static final class Case {
    private final Random random;
    private final SessionSettings settings;
    private final NaiveSessions oracle;
    private final Replay replay;
    private final List<Sent> arrivals = new ArrayList<>();

    Case(long seed) {
      random = new Random(seed);
      long gap = (1 + random.nextInt(12)) * SECOND;
      long lateness = random.nextInt(10) * SECOND;
      long maxDuration = Math.max(gap, (2 + random.nextInt(40)) * SECOND);
      settings = Replay.settings(gap, lateness, random.nextInt(4) == 0 ? 1 << 30 : maxDuration);
      oracle = new NaiveSessions(gap, settings.maxDurationMicros());
      replay = new Replay(settings);
      arrive();
    }

    void run() {
      long now = 0;
      int next = 0;
      while (next < arrivals.size()) {
        int size = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(12);
        List<Sent> batch = arrivals.subList(next, Math.min(arrivals.size(), next + size));
        next += batch.size();
        long newest = batch.stream().mapToLong(Sent::micros).max().orElse(0);
        boolean wrongClock = random.nextInt(20) == 0;
        now = Math.max(now, wrongClock ? newest - 30 * SECOND : newest);
        now += random.nextInt(15) == 0 ? 100 * SECOND : random.nextInt(3) * SECOND;
        replay.batch(now, batch);
        assertThat(replay.sessions()).isEqualTo(oracle.of(replay.counted()));
        if (random.nextInt(25) == 0) {
          replay.loseState(now);
        }
      }
      replay.end(now + 1, 1L << 40);
      assertThat(replay.sessions()).isEqualTo(oracle.of(replay.counted()));
      assertThat(replay.present()).allMatch(SessionUpdate::isFinal);
    }

    /** In the order of arrival, a few of them too late. */
    private void arrive() {
      record Arrival(long at, Sent sent) {}
      List<Arrival> order = new ArrayList<>();
      int count = 1 + random.nextInt(70);
      int users = 1 + random.nextInt(3);
      long span = 1L + random.nextInt(120);
      long latest = settings.latenessMicros() / SECOND;
      for (int i = 0; i < count; i++) {
        Sent sent = event("u" + random.nextInt(users), "e" + i, random.nextLong(span) * SECOND);
        boolean tooLate = random.nextInt(30) == 0;
        long delay = (tooLate ? 20 : random.nextLong(latest + 1)) * SECOND;
        order.add(new Arrival(sent.micros() + delay, sent));
        if (random.nextInt(8) == 0) {
          Sent copy = random.nextInt(3) == 0 ? conflict(sent) : sent;
          order.add(new Arrival(sent.micros() + random.nextLong(latest + 1) * SECOND, copy));
        }
      }
      order.sort(Comparator.comparingLong(Arrival::at));
      for (Arrival arrival : order) {
        arrivals.add(arrival.sent().again(arrivals.size()));
      }
    }

    private Sent event(String user, String id, long micros) {
      String type = TYPES[random.nextInt(TYPES.length)];
      BigDecimal amount =
          random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextLong(100_000_000), 4);
      String page = random.nextInt(4) == 0 ? null : "/" + random.nextInt(5);
      return Sent.of(user, id, micros, 0, type, page, amount, CURRENCIES[random.nextInt(3)])
          .with("c" + random.nextInt(3), random.nextBoolean() ? "phone" : null, null);
    }

    /** The same id and time with another body. */
    private Sent conflict(Sent sent) {
      return event(sent.user(), sent.event().eventId(), sent.micros());
    }
  }
}
