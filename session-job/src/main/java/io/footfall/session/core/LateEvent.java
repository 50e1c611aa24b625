package io.footfall.session.core;

import io.footfall.runtime.core.keyed.BatchTime;

/**
 * An event that came after the watermark had passed it. Texts are UTF-8; times microseconds since
 * the epoch.
 *
 * @param nowMicros the batch's own time
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record LateEvent(
    byte[] user,
    byte[] eventId,
    byte[] eventType,
    long eventMicros,
    int partition,
    long offset,
    long kafkaMicros,
    long watermarkMicros,
    long nowMicros)
    implements SessionRow {
  static final int KIND = 2;

  static void write(ByteWriter out, byte[] user, SessionEvent event, BatchTime time) {
    out.octet(KIND);
    out.text(user);
    out.text(event.id);
    out.text(event.type);
    out.signed(event.micros());
    out.unsigned(event.at.partition());
    out.unsigned(event.at.offset());
    out.signed(event.kafkaMicros);
    out.signed(time.watermarkMicros());
    out.signed(time.nowMicros());
  }

  static LateEvent read(ByteReader in) {
    return new LateEvent(
        in.text(),
        in.text(),
        in.text(),
        in.signed(),
        in.count(),
        in.unsigned(),
        in.signed(),
        in.signed(),
        in.signed());
  }
}
