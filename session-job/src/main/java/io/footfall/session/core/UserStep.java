package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.session.core.SessionUpdate.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One user in one batch. */
final class UserStep {
  private final SessionSettings settings;
  private final BatchTime time;
  private final ByteWriter writer;
  private final byte[] user;
  private final UserState state;
  private final List<byte[]> rows = new ArrayList<>(2);

  UserStep(SessionSettings settings, String key, BatchTime time, ByteWriter writer) {
    this.settings = settings;
    this.time = time;
    this.writer = writer;
    user = key.getBytes(UTF_8);
    state = new UserState(settings, new SessionIds(user));
  }

  StepResult step(byte[] bytes, Iterator<byte[]> events) {
    List<Told> told = new ArrayList<>(2);
    if (bytes != null) {
      StateCodec.read(bytes, state).sessions().forEach(session -> told.add(Told.of(session)));
    }
    boolean hadFar = !state.far.isEmpty();
    state.settle(time.watermarkMicros());
    List<Told> left = finish(told);
    Intake intake = Intake.of(events, state.seen, time.watermarkMicros());
    intake.late().forEach(this::tellLate);
    boolean touched = intake.latestMicros() != Long.MIN_VALUE;
    if (touched) {
      state.touchedMicros = time.nowMicros();
      state.insert(intake.fresh());
      intake.copies().forEach(state::note);
      state.settle(settings.watermarkAfter(intake.latestMicros(), time.nowMicros()));
    }
    state.seen.forgetBefore(state.bound);
    int dropped = StateCap.enforce(state, settings.maxStateBytes());
    List<Segment> sessions = state.sessions();
    tell(left, sessions, dropped, hadFar || !state.far.isEmpty());
    state.near.subList(0, dropped).clear();
    List<Segment> kept =
        sessions == state.near ? sessions : sessions.subList(dropped, sessions.size());
    if (!touched && time.nowMicros() >= state.touchedMicros + settings.idleMicros()) {
      closeIdle(kept);
    }
    return result(kept);
  }

  StepResult rebuild(Iterator<byte[]> events) {
    Intake intake = Intake.of(events, state.seen, Long.MIN_VALUE);
    state.insert(intake.fresh());
    intake.copies().forEach(state::note);
    state.settle(time.watermarkMicros());
    int done = finished();
    state.near.subList(0, done).clear();
    state.seen.forgetBefore(state.bound);
    state.touchedMicros = time.nowMicros();
    StateCap.enforce(state, settings.maxStateBytes());
    return result(state.sessions());
  }

  /** Says the last of what the watermark has passed; what is left of what was told. */
  private List<Told> finish(List<Told> told) {
    int done = finished();
    for (int i = 0; i < done; i++) {
      Segment session = state.near.get(i);
      session.revision = told.get(i).revision();
      tell(session, Status.CLOSED, true);
    }
    state.near.subList(0, done).clear();
    return told.subList(done, told.size());
  }

  private int finished() {
    int done = 0;
    while (done < state.near.size()
        && state.near.get(done).end() + settings.gapMicros() < time.watermarkMicros()) {
      done++;
    }
    return done;
  }

  /** Says what is new of the sessions, and which are gone. */
  private void tell(List<Told> told, List<Segment> sessions, int dropped, boolean cutsMove) {
    List<Told> gone = new ArrayList<>(0);
    int next = 0;
    for (int i = 0; i < sessions.size(); i++) {
      Segment session = sessions.get(i);
      Told before = null;
      while (before == null
          && next < told.size()
          && told.get(next).startMicros() <= session.start()) {
        Told candidate = told.get(next++);
        if (candidate.isOf(session)) {
          before = candidate;
        } else {
          gone.add(candidate);
        }
      }
      session.revision = before == null ? state.lastRevision : before.revision();
      session.closed = before != null && before.closed();
      if (i < dropped) {
        tell(session, Status.CLOSED, true);
      } else if (before == null || !before.isAllOf(session)) {
        tell(session, Status.OPEN, false);
      } else if (!before.isAllOfCopies(session)) {
        tell(session, before.closed() ? Status.CLOSED : Status.OPEN, false);
      }
    }
    gone.addAll(told.subList(next, told.size()));
    for (Told merged : gone) {
      tellMerged(merged, sessions, cutsMove);
    }
  }

  private void tell(Segment session, Status status, boolean last) {
    session.revision++;
    session.closed = status == Status.CLOSED;
    writer.reset();
    SessionUpdate.write(writer, user, session, status, last, time);
    rows.add(writer.toBytes());
  }

  private void tellMerged(Told merged, List<Segment> sessions, boolean cutsMove) {
    int into = sessions.size() - 1;
    while (into > 0 && sessions.get(into).start() > merged.startMicros()) {
      into--;
    }
    long revision = merged.revision() + 1;
    if (cutsMove) {
      state.lastRevision = Math.max(state.lastRevision, revision);
    }
    writer.reset();
    SessionUpdate.writeMerged(writer, user, merged, revision, sessions.get(into), time);
    rows.add(writer.toBytes());
  }

  private void tellLate(SessionEvent event) {
    writer.reset();
    LateEvent.write(writer, user, event, time);
    rows.add(writer.toBytes());
  }

  private void closeIdle(List<Segment> sessions) {
    for (Segment session : sessions) {
      if (!session.closed) {
        tell(session, Status.CLOSED, false);
      }
    }
  }

  private StepResult result(List<Segment> sessions) {
    if (sessions.isEmpty()) {
      return StepResult.forget(rows);
    }
    boolean open = false;
    for (Segment session : sessions) {
      open |= !session.closed;
    }
    return new StepResult(
        StateCodec.write(state, sessions, writer),
        sessions.get(0).end() + settings.gapMicros(),
        open ? state.touchedMicros + settings.idleMicros() : StepResult.NEVER,
        rows);
  }
}
