package io.footfall.session.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept of a user, and the rules that make sessions of it. Events are kept as summaries, one
 * per session; an event by itself only where a cut by the longest duration may still fall beside
 * it.
 *
 * <p>Why that gives what a batch computation over all events would give. Let the bound be what no
 * event still to come is earlier than. A session that starts before the bound starts there for
 * good; so a cut still to be made lies at least the longest duration after the last such start, or,
 * where nothing can join that session any more, after the bound. Up to this limit no cut falls, and
 * only the gap decides: a summary that can be joined with its neighbours is enough ({@link #near}).
 * Beyond it, an early event may move the start of a session and with it every cut behind: these
 * events are kept one by one ({@link #far}) until the bound has passed them, or the limit has
 * reached them. Both bound and limit only grow. But for a user who is never still for the longest
 * duration, and in batches that span as much, nothing is far.
 */
final class UserState {
  static final Comparator<SessionEvent> BY_TIME = Comparator.comparing(event -> event.at);

  private final SessionSettings settings;
  private final SessionIds ids;

  /**
   * Ascending; a segment that a cut has opened starts before the bound. All before {@link #far}.
   */
  List<Segment> near = new ArrayList<>(2);

  /** Ascending. */
  List<SessionEvent> far = new ArrayList<>(0);

  SeenIds seen = new SeenIds();

  /** Revisions of ids that were merged away and may come back are at most this. */
  long lastRevision;

  /** No event still to come is earlier, as the last batch knew it. */
  long bound = Long.MIN_VALUE;

  /** {@code nowMicros} of the last batch that had an event of this user in time. */
  long touchedMicros = Long.MIN_VALUE;

  UserState(SessionSettings settings, SessionIds ids) {
    this.settings = settings;
    this.ids = ids;
  }

  /** Adds events, ascending by {@link #BY_TIME} and none before the bound. */
  void insert(List<SessionEvent> events) {
    long limit = limit();
    boolean sorted = true;
    for (SessionEvent event : events) {
      if (event.micros() <= limit) {
        join(event);
      } else {
        sorted &= far.isEmpty() || far.get(far.size() - 1).at.isBefore(event.at);
        far.add(event);
      }
    }
    if (!sorted) {
      far.sort(BY_TIME);
    }
  }

  /** Counts a copy where the original is: that one has been inserted. */
  void note(Intake.Copy copy) {
    int later = firstFarAfter(copy.micros());
    if (later > 0) {
      far.get(later - 1).count(copy);
      return;
    }
    int index = near.size() - 1;
    while (index > 0 && near.get(index).start() > copy.micros()) {
      index--;
    }
    if (index >= 0) {
      near.get(index).count(copy);
    }
  }

  /**
   * Moves the bound, and summarises what needs not be kept by itself any more.
   *
   * @param least no event before can come; of no effect below the bound
   */
  void settle(long least) {
    bound = Math.max(bound, least);
    if (far.isEmpty()) {
      return;
    }
    int settled = 0;
    while (settled < far.size() && far.get(settled).micros() < bound) {
      append(near, far.get(settled++));
    }
    long limit = limit();
    while (settled < far.size() && far.get(settled).micros() <= limit) {
      append(near, far.get(settled++));
    }
    far = new ArrayList<>(far.subList(settled, far.size()));
  }

  /** Summarises all, exact or not. */
  void settleAll() {
    far.forEach(event -> append(near, event));
    far = new ArrayList<>(0);
  }

  /** All sessions as they stand, ascending. The first are those of {@link #near}, or copies. */
  List<Segment> sessions() {
    if (far.isEmpty()) {
      return near;
    }
    List<Segment> sessions = new ArrayList<>(near);
    if (!near.isEmpty()) {
      sessions.set(near.size() - 1, near.get(near.size() - 1).copy());
    }
    far.forEach(event -> append(sessions, event));
    return sessions;
  }

  /** An upper bound of the state's bytes. */
  long mostBytes() {
    long bytes = 40 + (long) seen.size() * SeenIds.MOST_BYTES;
    for (Segment segment : near) {
      bytes += segment.mostBytes();
    }
    for (SessionEvent event : far) {
      bytes += event.packed.length + 36; // its copies, and what was said of a session it opens
    }
    return bytes;
  }

  /** The index of the last that starts before the bound; -1 for none. */
  private int lastBefore() {
    int index = near.size() - 1;
    while (index >= 0 && near.get(index).start() >= bound) {
      index--;
    }
    return index;
  }

  private int firstFarAfter(long micros) {
    int low = 0;
    int high = far.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (far.get(middle).micros() > micros) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private long limit() {
    int fixed = lastBefore();
    boolean joinable = fixed >= 0 && near.get(fixed).end() + settings.gapMicros() >= bound;
    long from = joinable ? near.get(fixed).start() : bound;
    return from > Long.MAX_VALUE - settings.maxDurationMicros()
        ? Long.MAX_VALUE
        : from + settings.maxDurationMicros();
  }

  private void append(List<Segment> to, SessionEvent event) {
    Segment last = to.isEmpty() ? null : to.get(to.size() - 1);
    boolean continues = last != null && event.micros() - last.end() <= settings.gapMicros();
    if (continues && event.micros() - last.start() <= settings.maxDurationMicros()) {
      last.add(event, ids);
    } else {
      to.add(open(event, continues ? last : null));
    }
  }

  private Segment open(SessionEvent event, Segment cutFrom) {
    Segment opened = new Segment(event, ids);
    opened.split = cutFrom != null;
    opened.truncated =
        settings.isTruncated(event.micros()) || (cutFrom != null && cutFrom.truncated);
    return opened;
  }

  /** Where no cut can fall: opens, extends or bridges. */
  private void join(SessionEvent event) {
    int from = Math.max(0, lastBefore());
    int at = near.size();
    while (at > from && near.get(at - 1).start() - settings.gapMicros() > event.micros()) {
      at--;
    }
    // All from here on start too late for the event; those before may end too early for it.
    int low = at;
    while (low > from && near.get(low - 1).end() + settings.gapMicros() >= event.micros()) {
      low--;
    }
    if (low == at) {
      near.add(at, open(event, null));
      return;
    }
    Segment into = near.get(low);
    for (int i = low + 1; i < at; i++) {
      into.absorb(near.get(i));
    }
    near.subList(low + 1, at).clear();
    into.add(event, ids);
    into.truncated |= settings.isTruncated(event.micros());
  }
}
