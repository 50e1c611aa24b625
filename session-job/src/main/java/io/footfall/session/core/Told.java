package io.footfall.session.core;

import java.util.Arrays;

/** What the rows so far have said of a session. */
@SuppressWarnings("ArrayRecordComponent") // compared by isOf only
record Told(
    long startMicros,
    byte[] id,
    long revision,
    boolean closed,
    long events,
    long duplicates,
    int flags) {

  static Told of(Segment session) {
    return new Told(
        session.start(),
        session.id,
        session.revision,
        session.closed,
        session.events,
        session.duplicates,
        flags(session));
  }

  boolean isOf(Segment session) {
    return startMicros == session.start() && Arrays.equals(id, session.id);
  }

  /** Which events a session has follows from its first and their number: they only get more. */
  boolean isAllOf(Segment session) {
    return events == session.events && flags == flags(session);
  }

  /** A conflict is a copy, too. */
  boolean isAllOfCopies(Segment session) {
    return duplicates == session.duplicates;
  }

  private static int flags(Segment session) {
    return (session.split ? 1 : 0) | (session.truncated ? 2 : 0) | (session.capped ? 4 : 0);
  }
}
