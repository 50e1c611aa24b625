package io.footfall.session.core;

import java.util.List;

/**
 * A user's state as bytes. The first byte is the version; every version that a released Footfall
 * has written can be read, and there is a test with bytes of each.
 *
 * <p>Version 1: when touched, last revision, bound; the near segments, each relative to the end of
 * the one before; the far events; revision and whether closed of the sessions that these open; the
 * ids seen.
 */
final class StateCodec {
  /** Raised with every change of the bytes, those of {@link SessionEvent} and {@link Hash} too. */
  static final int VERSION = 1;

  private static final int SPLIT = 1;
  private static final int TRUNCATED = 2;
  private static final int CAPPED = 4;
  private static final int CLOSED = 8;
  private static final int HAS_PAGE = 16;
  private static final int FIRST_HAS_PAGE = 32;
  private static final int LAST_HAS_PAGE = 64;

  private StateCodec() {}

  /**
   * Writes.
   *
   * @param sessions as {@link UserState#sessions} gives them, with what was told of each
   */
  static byte[] write(UserState state, List<Segment> sessions, ByteWriter out) {
    out.reset();
    out.octet(VERSION);
    out.signed(state.touchedMicros);
    out.unsigned(state.lastRevision);
    out.signed(state.touchedMicros - state.bound);
    out.unsigned(state.near.size());
    Position near = new Position(state.touchedMicros, 0, 0);
    for (int i = 0; i < state.near.size(); i++) {
      Segment told = sessions.get(i);
      write(state.near.get(i), told.revision, told.closed, near, out);
      near = state.near.get(i).last;
    }
    out.unsigned(state.far.size());
    for (SessionEvent event : state.far) {
      event.write(out);
    }
    out.unsigned((long) sessions.size() - state.near.size());
    for (Segment told : sessions.subList(state.near.size(), sessions.size())) {
      out.unsigned(told.revision);
      out.octet(told.closed ? 1 : 0);
    }
    state.seen.write(out, state.touchedMicros);
    return out.toBytes();
  }

  /** What was read: the state, and its sessions with what was told of each. */
  record Read(UserState state, List<Segment> sessions) {}

  /**
   * Reads into an empty state.
   *
   * @throws io.footfall.schema.core.error.FootfallException for a version that this one cannot read
   */
  static Read read(byte[] bytes, UserState state) {
    ByteReader in = new ByteReader(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw SessionErrors.unknownState(version, VERSION);
    }
    state.touchedMicros = in.signed();
    state.lastRevision = in.unsigned();
    state.bound = state.touchedMicros - in.signed();
    Position near = new Position(state.touchedMicros, 0, 0);
    for (int i = in.count(); i > 0; i--) {
      Segment segment = segment(in, near);
      state.near.add(segment);
      near = segment.last;
    }
    for (int i = in.count(); i > 0; i--) {
      state.far.add(SessionEvent.read(in));
    }
    List<Segment> sessions = List.copyOf(state.sessions());
    int opened = in.count();
    for (Segment told : sessions.subList(sessions.size() - opened, sessions.size())) {
      told.revision = in.unsigned();
      told.closed = in.octet() == 1;
    }
    state.seen = SeenIds.read(in, state.touchedMicros);
    return new Read(state, sessions);
  }

  private static void write(
      Segment segment, long revision, boolean closed, Position near, ByteWriter out) {
    boolean pages = segment.firstPageAt != null;
    boolean firstHas = pages && segment.firstPageAt.equals(segment.first);
    boolean lastHas = pages && segment.lastPageAt.equals(segment.last);
    out.octet(
        (segment.split ? SPLIT : 0)
            | (segment.truncated ? TRUNCATED : 0)
            | (segment.capped ? CAPPED : 0)
            | (closed ? CLOSED : 0)
            | (pages ? HAS_PAGE : 0)
            | (firstHas ? FIRST_HAS_PAGE : 0)
            | (lastHas ? LAST_HAS_PAGE : 0));
    out.unsigned(revision);
    out.raw(segment.id);
    segment.first.write(out, near);
    segment.last.write(out, segment.first);
    out.unsigned(segment.events);
    out.signed(segment.kafkaMicros - segment.end());
    out.unsigned(segment.duplicates);
    out.unsigned(segment.conflicts);
    segment.types.write(out);
    segment.ordered.write(out);
    segment.paid.write(out);
    out.text(segment.channel);
    out.text(segment.device);
    out.text(segment.campaign);
    if (pages) {
      if (!firstHas) {
        segment.firstPageAt.write(out, segment.first);
      }
      out.text(segment.firstPage);
      if (!lastHas) {
        segment.lastPageAt.write(out, segment.last);
      }
      out.text(segment.lastPage);
    }
  }

  private static Segment segment(ByteReader in, Position near) {
    Segment segment = new Segment();
    int flags = in.octet();
    segment.split = (flags & SPLIT) != 0;
    segment.truncated = (flags & TRUNCATED) != 0;
    segment.capped = (flags & CAPPED) != 0;
    segment.closed = (flags & CLOSED) != 0;
    segment.revision = in.unsigned();
    segment.id = in.raw(SessionIds.BYTES);
    segment.first = Position.read(in, near);
    segment.last = Position.read(in, segment.first);
    segment.events = in.unsigned();
    segment.kafkaMicros = segment.end() + in.signed();
    segment.duplicates = in.unsigned();
    segment.conflicts = in.unsigned();
    segment.types = Tally.read(in);
    segment.ordered = Tally.read(in);
    segment.paid = Tally.read(in);
    segment.channel = in.text();
    segment.device = in.text();
    segment.campaign = in.text();
    if ((flags & HAS_PAGE) != 0) {
      boolean firstHas = (flags & FIRST_HAS_PAGE) != 0;
      segment.firstPageAt = firstHas ? segment.first : Position.read(in, segment.first);
      segment.firstPage = in.text();
      boolean lastHas = (flags & LAST_HAS_PAGE) != 0;
      segment.lastPageAt = lastHas ? segment.last : Position.read(in, segment.last);
      segment.lastPage = in.text();
    }
    return segment;
  }
}
