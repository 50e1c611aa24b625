package io.footfall.session.core;

import static io.footfall.session.core.Sent.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.session.core.SessionUpdate.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SessionCorrectionTest {
  private static final int SEEDS = Integer.getInteger("footfall.test.seeds", 1_000);
  private static final long GAP = 10 * SECOND;
  private static final String USER = "u";

  @Test
  void anEventBetweenTwoSessionsMakesOneOfThem() {
    Tables tables = new Tables(Replay.settings(GAP, 0, 1 << 30));
    Sent first = Sent.view(USER, "a", 0, 0);
    Sent second = Sent.view(USER, "b", 16 * SECOND, 1);
    tables.batch(16 * SECOND, first, second);
    tables.batch(100 * SECOND, Sent.view("other", "x", 100 * SECOND, 2));
    tables.batch(100 * SECOND, Sent.view(USER, "late", 8 * SECOND, 3));

    assertThat(tables.reconcile(0)).isEqualTo(2);

    assertThat(tables.sessions(USER))
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.events()).isEqualTo(3);
              assertThat(session.start()).isZero();
              assertThat(session.end()).isEqualTo(16 * SECOND);
            });
    SessionUpdate gone = tables.corrections.get(NaiveSessions.id(second.event())).row();
    assertThat(gone.status()).isEqualTo(Status.MERGED);
    assertThat(HexFormat.of().formatHex(gone.mergedInto()))
        .isEqualTo(NaiveSessions.id(first.event()));
    assertThat(tables.reconcile(0)).as("again").isZero();
  }

  @Test
  void lateEventsFarFromOthersAreASessionOfTheirOwn() {
    Tables tables = new Tables(Replay.settings(GAP, 0, 1 << 30));
    tables.batch(0, Sent.view("other", "x", 500 * SECOND, 0));
    tables.batch(500 * SECOND, Sent.view("other", "y", 500 * SECOND, 1));
    tables.batch(501 * SECOND, Sent.view(USER, "late", 100 * SECOND, 2));
    tables.watermarkPasses(600 * SECOND);

    assertThat(tables.reconcile(100 * SECOND + 1)).as("not asked for").isZero();
    assertThat(tables.reconcile(100 * SECOND)).isEqualTo(1);

    assertThat(tables.sessions(USER)).singleElement().matches(session -> session.events() == 1);
    assertThat(tables.corrections.values())
        .singleElement()
        .satisfies(
            corrected -> {
              assertThat(corrected.generation()).isZero();
              assertThat(corrected.row().revision()).isEqualTo(1);
              assertThat(corrected.row().isFinal()).isTrue();
            });
  }

  @Test
  void whatIsNotFinalWaits() {
    Tables tables = new Tables(Replay.settings(GAP, 0, 1 << 30));
    tables.batch(20 * SECOND, Sent.view(USER, "a", 20 * SECOND, 0));
    tables.batch(21 * SECOND, Sent.view(USER, "late", 12 * SECOND, 1));

    assertThat(tables.reconcile(0)).isZero();
    tables.watermarkPasses(40 * SECOND);
    assertThat(tables.reconcile(0)).as("one begins earlier now, the other is gone").isEqualTo(2);
    assertThat(tables.sessions(USER)).singleElement().matches(session -> session.events() == 2);
  }

  @Test
  void aCopyThatComesLateChangesNothing() {
    Tables tables = new Tables(Replay.settings(GAP, 0, 1 << 30));
    Sent sent = Sent.view(USER, "a", 0, 0);
    tables.batch(0, sent);
    tables.batch(100 * SECOND, Sent.view("other", "x", 100 * SECOND, 1));
    tables.batch(100 * SECOND, sent.again(2));

    assertThat(tables.reconcile(0)).isZero();
  }

  /**
   * Whatever came late, and however often it was corrected between: as if nothing had been late.
   */
  @Test
  void correctedSessionsAreThoseOfOneComputationOverAllEvents() {
    int corrected = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        corrected += runSeed(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(corrected).as("rows").isGreaterThan(SEEDS);
  }

  private static int runSeed(long seed) {
    Random random = new Random(seed);
    long gap = (1 + random.nextInt(12)) * SECOND;
    long longest = Math.max(gap, (2 + random.nextInt(40)) * SECOND);
    SessionSettings settings =
        Replay.settings(
            gap, random.nextInt(4) * SECOND, random.nextInt(3) == 0 ? 1L << 40 : longest);
    NaiveSessions oracle = new NaiveSessions(gap, settings.maxDurationMicros());
    Tables tables = new Tables(settings);
    List<Sent> all = new ArrayList<>();
    long now = 0;
    int corrected = 0;
    for (int batch = 1 + random.nextInt(12); batch > 0; batch--) {
      now += random.nextInt(30) * SECOND;
      List<Sent> events = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        Sent sent = event(random, now, all);
        events.add(sent);
        all.add(sent);
      }
      tables.batch(now, events.toArray(Sent[]::new));
      if (random.nextInt(3) == 0) {
        corrected += tables.reconcile(Math.max(0, now - random.nextInt(90) * SECOND));
      }
    }
    tables.watermarkPasses(1L << 41);
    corrected += tables.reconcile(Long.MIN_VALUE);
    assertThat(tables.all()).isEqualTo(oracle.of(all).stream().map(Tables::counted).toList());
    assertThat(tables.reconcile(Long.MIN_VALUE)).as("again").isZero();
    return corrected;
  }

  private static Sent event(Random random, long now, List<Sent> before) {
    if (!before.isEmpty() && random.nextInt(8) == 0) {
      return before.get(random.nextInt(before.size())).again(before.size());
    }
    long micros = Math.max(0, now - random.nextInt(random.nextInt(3) == 0 ? 60 : 3) * SECOND);
    String type = random.nextInt(3) == 0 ? "order" : "view";
    BigDecimal amount = random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(900), 4);
    String page = random.nextInt(4) == 0 ? null : "/" + random.nextInt(5);
    String user = "u" + random.nextInt(2);
    return Sent.of(user, "e" + before.size(), micros, before.size(), type, page, amount, "EUR")
        .with("c" + random.nextInt(3), null, null);
  }

  /** What the job has written, and what was corrected. */
  private static final class Tables {
    final Map<String, SessionCorrection.Corrected> corrections = new TreeMap<>();
    private final SessionSettings settings;
    private final Replay replay;
    private final List<Sent> sent = new ArrayList<>();

    Tables(SessionSettings settings) {
      this.settings = settings;
      this.replay = new Replay(settings);
    }

    void batch(long now, Sent... events) {
      sent.addAll(List.of(events));
      replay.batch(now, List.of(events));
    }

    void watermarkPasses(long micros) {
      replay.end(micros, micros);
    }

    /** How many rows were written. */
    int reconcile(long since) {
      int rows = 0;
      for (String user : new TreeSet<>(sent.stream().map(Sent::user).toList())) {
        rows += reconcile(user, since);
      }
      return rows;
    }

    private int reconcile(String user, long since) {
      long watermark = replay.committedWatermark();
      List<Standing> standing = standing(user);
      List<Long> late =
          replay.late().stream().filter(e -> e.user().equals(user)).map(Sent::micros).toList();
      int rows = 0;
      for (Stretch stretch :
          Stretch.touched(standing, late, since, settings.gapMicros(), watermark)) {
        if (stretch.isFinal()) {
          List<byte[]> events =
              sent.stream()
                  .filter(e -> e.user().equals(user) && stretch.contains(e.micros()))
                  .map(Sent::packed)
                  .toList();
          SessionCorrection correction =
              new SessionCorrection(
                  settings,
                  new BatchTime(watermark, 0),
                  (row, before) -> counted(Found.of(row)).equals(counted(Found.of(row(before)))));
          for (SessionCorrection.Corrected each :
              correction.of(user, stretch, events.iterator(), standing)) {
            corrections.put(HexFormat.of().formatHex(each.row().sessionId()), each);
            rows++;
          }
        }
      }
      return rows;
    }

    private SessionUpdate row(Standing standing) {
      SessionCorrection.Corrected corrected = corrections.get(standing.id());
      return corrected != null ? corrected.row() : replay.latest(standing.id());
    }

    private List<Standing> standing(String user) {
      List<Standing> standing = new ArrayList<>();
      latest()
          .forEach(
              (id, row) -> {
                if (Found.text(row.user()).equals(user)) {
                  standing.add(
                      new Standing(
                          id,
                          row.startMicros(),
                          row.endMicros(),
                          row.status() == Status.MERGED,
                          row.isFinal(),
                          0,
                          row.revision()));
                }
              });
      return standing;
    }

    private Map<String, SessionUpdate> latest() {
      Map<String, SessionUpdate> latest = new TreeMap<>(replay.rowsBySession());
      corrections.forEach(
          (id, corrected) -> {
            SessionUpdate live = latest.put(id, corrected.row());
            if (live != null) {
              assertThat(corrected.row().revision())
                  .as("nothing is written of a session that was corrected")
                  .isGreaterThan(live.revision());
            }
          });
      return latest;
    }

    private Collection<SessionUpdate> present() {
      return latest().values().stream()
          .filter(row -> row.status() != Status.MERGED)
          .sorted(
              (a, b) -> {
                int users = Found.text(a.user()).compareTo(Found.text(b.user()));
                return users != 0 ? users : Long.compare(a.startMicros(), b.startMicros());
              })
          .toList();
    }

    List<Found> sessions(String user) {
      return all().stream().filter(session -> session.user().equals(user)).toList();
    }

    List<Found> all() {
      return present().stream().map(Found::of).map(Tables::counted).toList();
    }

    /** Without what copies that came late may add. */
    static Found counted(Found s) {
      return new Found(
          s.user(),
          s.id(),
          s.start(),
          s.end(),
          s.events(),
          s.types(),
          s.ordered(),
          s.paid(),
          s.firstPage(),
          s.lastPage(),
          s.channel(),
          s.device(),
          s.campaign(),
          s.split(),
          s.bot(),
          s.bounce(),
          0,
          0,
          0);
    }
  }
}
