package io.footfall.session.core;

import io.footfall.runtime.core.keyed.BatchTime;

/**
 * A session as it stands after a batch. Texts are UTF-8, null when absent; times microseconds since
 * the epoch. Of a session that was merged away, only user, id, revision, start, {@code mergedInto}
 * and the last three mean anything.
 *
 * @param revision from 1 on within a generation; greater in each row of the session
 * @param isFinal no later row of this session will come
 * @param mergedInto the id of the session that its events are in now; null unless MERGED
 * @param split goes on where the longest duration has cut
 * @param capped memory did not suffice for all that it takes to be exact
 * @param truncated may lack events from before a loss of state
 * @param ordered sums of {@code order} events by currency, in ten-thousandths
 * @param paid sums of {@code payment} events by currency, in ten-thousandths
 * @param firstPage of the first event that has one
 * @param lastPage of the last event that has one
 * @param channel of the first event; so are device and campaign
 * @param duplicates copies that were not counted
 * @param conflicts of these, those with another body
 * @param kafkaMicros the largest Kafka timestamp of its events and their copies
 * @param watermarkMicros {@link Long#MIN_VALUE} before the first
 * @param nowMicros the batch's own time
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SessionUpdate(
    byte[] user,
    byte[] sessionId,
    long revision,
    Status status,
    boolean isFinal,
    byte[] mergedInto,
    boolean split,
    boolean capped,
    boolean truncated,
    long startMicros,
    long endMicros,
    long events,
    Tally types,
    Tally ordered,
    Tally paid,
    byte[] firstPage,
    byte[] lastPage,
    byte[] channel,
    byte[] device,
    byte[] campaign,
    long duplicates,
    long conflicts,
    long kafkaMicros,
    long watermarkMicros,
    long nowMicros)
    implements SessionRow {
  static final int KIND = 1;

  private static final long BOT_EVENTS = 100;
  private static final long BOT_EVENTS_PER_SECOND = 5;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Where a session stands. */
  public enum Status {
    OPEN(0),
    /** Its user has left; only a final one cannot be opened again. */
    CLOSED(1),
    /** An event that came out of order has given it another first event, and so another id. */
    MERGED(2);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    private static Status of(int code) {
      return switch (code) {
        case 0 -> OPEN;
        case 1 -> CLOSED;
        case 2 -> MERGED;
        default -> throw new IllegalArgumentException("no status has code " + code);
      };
    }
  }

  /** At least a hundred events, and more than five a second. */
  public boolean isBot() {
    return events >= BOT_EVENTS
        && events * MICROS_PER_SECOND > BOT_EVENTS_PER_SECOND * (endMicros - startMicros);
  }

  /** One event and no more. */
  public boolean isBounce() {
    return events == 1;
  }

  static void write(
      ByteWriter out, byte[] user, Segment session, Status status, boolean last, BatchTime time) {
    head(out, user, session.id, session.revision, status, time);
    out.octet(
        (last ? 1 : 0)
            | (session.split ? 2 : 0)
            | (session.capped ? 4 : 0)
            | (session.truncated ? 8 : 0));
    out.signed(session.kafkaMicros);
    out.signed(session.start());
    out.unsigned(session.end() - session.start());
    out.unsigned(session.events);
    session.types.write(out);
    session.ordered.write(out);
    session.paid.write(out);
    out.text(session.firstPage);
    out.text(session.lastPage);
    out.text(session.channel);
    out.text(session.device);
    out.text(session.campaign);
    out.unsigned(session.duplicates);
    out.unsigned(session.conflicts);
  }

  static void writeMerged(
      ByteWriter out, byte[] user, Told gone, long revision, Segment into, BatchTime time) {
    head(out, user, gone.id(), revision, Status.MERGED, time);
    out.raw(into.id);
    out.signed(into.kafkaMicros);
    out.signed(gone.startMicros());
  }

  static SessionUpdate read(ByteReader in) {
    byte[] user = in.text();
    byte[] id = in.raw(SessionIds.BYTES);
    long revision = in.unsigned();
    Status status = Status.of(in.octet());
    long watermark = in.signed();
    long now = in.signed();
    return status == Status.MERGED
        ? merged(user, id, revision, watermark, now, in)
        : present(user, id, revision, status, watermark, now, in);
  }

  private static SessionUpdate merged(
      byte[] user, byte[] id, long revision, long watermark, long now, ByteReader in) {
    byte[] into = in.raw(SessionIds.BYTES);
    long kafka = in.signed();
    long start = in.signed();
    Tally none = new Tally();
    return new SessionUpdate(
        user,
        id,
        revision,
        Status.MERGED,
        false,
        into,
        false,
        false,
        false,
        start,
        start,
        0,
        none,
        none,
        none,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        kafka,
        watermark,
        now);
  }

  private static SessionUpdate present(
      byte[] user,
      byte[] id,
      long revision,
      Status status,
      long watermark,
      long now,
      ByteReader in) {
    int flags = in.octet();
    long kafka = in.signed();
    long start = in.signed();
    return new SessionUpdate(
        user,
        id,
        revision,
        status,
        (flags & 1) != 0,
        null,
        (flags & 2) != 0,
        (flags & 4) != 0,
        (flags & 8) != 0,
        start,
        start + in.unsigned(),
        in.unsigned(),
        Tally.read(in),
        Tally.read(in),
        Tally.read(in),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.unsigned(),
        in.unsigned(),
        kafka,
        watermark,
        now);
  }

  private static void head(
      ByteWriter out, byte[] user, byte[] id, long revision, Status status, BatchTime time) {
    out.octet(KIND);
    out.text(user);
    out.raw(id);
    out.unsigned(revision);
    out.octet(status.code);
    out.signed(time.watermarkMicros());
    out.signed(time.nowMicros());
  }
}
