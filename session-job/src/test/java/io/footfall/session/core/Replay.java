package io.footfall.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.session.core.SessionUpdate.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The runtime as far as the engine sees it: batches, watermark, due users, a table of rows of which
 * the last of each session counts. Each step is done twice, with the events in another order: the
 * outcome must be the same.
 */
final class Replay {
  private final SessionSettings settings;
  private final SessionStep step;
  private final Map<String, StepResult> states = new HashMap<>();
  private final Map<String, SessionUpdate> latest = new TreeMap<>();
  private final List<Sent> counted = new ArrayList<>();
  private final List<Sent> late = new ArrayList<>();
  private final Random random = new Random(7);
  private long watermark = Long.MIN_VALUE;
  private long committedWatermark = Long.MIN_VALUE;
  private int rows;

  Replay(SessionSettings settings) {
    this.settings = settings;
    step = new SessionStep(settings);
  }

  static SessionSettings settings(long gap, long lateness, long maxDuration) {
    KeyedRun run = new KeyedRun(0, KeyedRun.NOTHING_LOST);
    return new SessionSettings(gap, lateness, maxDuration, gap + 2 * lateness, 1 << 20, run);
  }

  /** One batch: who has events, and who is due. */
  void batch(long now, List<Sent> events) {
    Map<String, List<Sent>> byUser = new TreeMap<>();
    events.forEach(e -> byUser.computeIfAbsent(e.user(), user -> new ArrayList<>()).add(e));
    BatchTime time = new BatchTime(watermark, now);
    states.forEach(
        (user, state) -> {
          if (watermark > state.dueWatermarkMicros() || now >= state.dueNowMicros()) {
            byUser.putIfAbsent(user, new ArrayList<>());
          }
        });
    byUser.forEach((user, own) -> step(user, own, time));
    committedWatermark = watermark;
    for (Sent event : events) {
      (event.micros() < time.watermarkMicros() ? late : counted).add(event);
      long seen = Math.floorDiv(Math.min(event.micros(), now), 1_000) * 1_000;
      watermark = Math.max(watermark, seen - settings.latenessMicros());
    }
  }

  /** Everybody's watermark passes everything. */
  void end(long now, long end) {
    watermark = end;
    batch(now, List.of());
    assertThat(states).isEmpty();
  }

  private void step(String user, List<Sent> own, BatchTime time) {
    byte[] state = states.containsKey(user) ? states.get(user).state() : null;
    byte[] before = state == null ? null : state.clone();
    List<byte[]> packed = new ArrayList<>(own.stream().map(Sent::packed).toList());
    StepResult result = step.step(user, state, packed.iterator(), time);
    Collections.shuffle(packed, random);
    StepResult again = new SessionStep(settings).step(user, state, packed.iterator(), time);
    assertThat(again.rows()).containsExactlyElementsOf(result.rows());
    assertThat(again.state()).isEqualTo(result.state());
    assertThat(state).isEqualTo(before);
    keep(user, result);
    List<Long> lateOffsets = new ArrayList<>();
    for (byte[] row : result.rows()) {
      rows++;
      SessionRow unpacked = SessionRow.unpack(row);
      if (unpacked instanceof SessionUpdate update) {
        take(update);
      } else if (unpacked instanceof LateEvent event) {
        lateOffsets.add(event.offset());
        assertThat(event.watermarkMicros()).isEqualTo(time.watermarkMicros());
      }
    }
    assertThat(lateOffsets)
        .containsExactlyInAnyOrderElementsOf(
            own.stream()
                .filter(e -> e.micros() < time.watermarkMicros())
                .map(Sent::offset)
                .toList());
  }

  private void keep(String user, StepResult result) {
    if (result.state() == null) {
      states.remove(user);
    } else {
      states.put(user, result);
    }
  }

  private void take(SessionUpdate row) {
    SessionUpdate before = latest.put(HexFormat.of().formatHex(row.sessionId()), row);
    if (before != null) {
      assertThat(before.isFinal()).as("a row after the final one").isFalse();
      assertThat(row.revision()).isGreaterThan(before.revision());
    }
    if (row.isFinal() && !row.capped()) {
      assertThat(row.watermarkMicros()).isGreaterThan(row.endMicros() + settings.gapMicros());
    }
  }

  /**
   * All state is lost and rebuilt, as the job does it: from where a session not final needs it,
   * under the watermark of the last commit.
   */
  void loseState(long now) {
    watermark = committedWatermark;
    TreeSet<String> users = new TreeSet<>();
    present().stream().filter(row -> !row.isFinal()).forEach(row -> users.add(user(row)));
    states.clear();
    for (String user : users) {
      long oldest = starts(user, false).first();
      Long from = starts(user, true).floor(oldest);
      List<byte[]> packed =
          new ArrayList<>(
              counted.stream()
                  .filter(e -> e.user().equals(user) && e.micros() >= from)
                  .map(Sent::packed)
                  .toList());
      Collections.shuffle(packed, random);
      StepResult result = step.rebuild(user, packed.iterator(), new BatchTime(watermark, now));
      assertThat(result.rows()).isEmpty();
      keep(user, result);
    }
    // A new generation starts at revision 1 again: here as if all rows before were revision 0.
    latest.replaceAll((id, row) -> row.isFinal() ? row : asOlder(row));
  }

  private NavigableSet<Long> starts(String user, boolean chains) {
    NavigableSet<Long> starts = new TreeSet<>();
    for (SessionUpdate row : present()) {
      if (user(row).equals(user) && (chains ? !row.split() : !row.isFinal())) {
        starts.add(row.startMicros());
      }
    }
    return starts;
  }

  private static SessionUpdate asOlder(SessionUpdate r) {
    return new SessionUpdate(
        r.user(),
        r.sessionId(),
        0,
        r.status(),
        r.isFinal(),
        r.mergedInto(),
        r.split(),
        r.capped(),
        r.truncated(),
        r.startMicros(),
        r.endMicros(),
        r.events(),
        r.types(),
        r.ordered(),
        r.paid(),
        r.firstPage(),
        r.lastPage(),
        r.channel(),
        r.device(),
        r.campaign(),
        r.duplicates(),
        r.conflicts(),
        r.kafkaMicros(),
        r.watermarkMicros(),
        r.nowMicros());
  }

  /** The latest row of each session that is not merged away, by user and start. */
  List<SessionUpdate> present() {
    return latest.values().stream()
        .filter(row -> row.status() != Status.MERGED)
        .sorted(
            (a, b) -> {
              int users = user(a).compareTo(user(b));
              return users != 0 ? users : Long.compare(a.startMicros(), b.startMicros());
            })
        .toList();
  }

  List<Found> sessions() {
    return present().stream().map(Found::of).toList();
  }

  /** The latest row of each session, of those merged away, too. */
  Map<String, SessionUpdate> rowsBySession() {
    return latest;
  }

  SessionUpdate latest(String id) {
    return latest.get(id);
  }

  List<Sent> counted() {
    return counted;
  }

  List<Sent> late() {
    return late;
  }

  /** That of the last batch. */
  long committedWatermark() {
    return committedWatermark;
  }

  long watermark() {
    return watermark;
  }

  int rows() {
    return rows;
  }

  StepResult state(String user) {
    return states.get(user);
  }

  private static String user(SessionUpdate row) {
    return Found.text(row.user());
  }
}
