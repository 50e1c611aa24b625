package io.footfall.session.core;

/**
 * What sessions need of an event. Texts are UTF-8, null when absent.
 *
 * <p>The packed form is also that of events kept in the state: a change of it is a new version of
 * the state. In this order: partition, offset, Kafka timestamp, event id; then the body, whose hash
 * tells copies from conflicts: time, type, page, channel, device, campaign, amount, currency.
 */
final class SessionEvent {
  final byte[] packed;
  final Position at;
  final byte[] id;
  final byte[] type;
  final byte[] page;
  final byte[] channel;
  final byte[] device;
  final byte[] campaign;
  final boolean hasAmount;
  final long amount;
  final byte[] currency;
  final int bodyHash;

  /** The largest Kafka timestamp of the event and its copies. */
  long kafkaMicros;

  /** Copies that came, and those of them with another body. */
  long duplicates;

  long conflicts;

  private SessionEvent(byte[] packed) {
    this.packed = packed;
    ByteReader in = new ByteReader(packed);
    int partition = in.count();
    long offset = in.unsigned();
    kafkaMicros = in.signed();
    id = in.text();
    bodyHash = (int) Hash.of(packed, in.position(), packed.length);
    at = new Position(in.signed(), partition, offset);
    type = in.text();
    page = in.text();
    channel = in.text();
    device = in.text();
    campaign = in.text();
    hasAmount = in.octet() == 1;
    amount = hasAmount ? in.signed() : 0;
    currency = in.text();
  }

  static SessionEvent unpack(byte[] packed) {
    return new SessionEvent(packed);
  }

  void count(Intake.Copy copy) {
    duplicates++;
    conflicts += copy.conflict() ? 1 : 0;
    kafkaMicros = Math.max(kafkaMicros, copy.kafkaMicros());
  }

  /** Writes the packed form, and what is known of copies. */
  void write(ByteWriter out) {
    out.text(packed);
    out.unsigned(duplicates);
    if (duplicates > 0) {
      out.unsigned(conflicts);
      out.signed(kafkaMicros - at.micros());
    }
  }

  static SessionEvent read(ByteReader in) {
    SessionEvent event = unpack(in.text());
    event.duplicates = in.unsigned();
    if (event.duplicates > 0) {
      event.conflicts = in.unsigned();
      event.kafkaMicros = event.micros() + in.signed();
    }
    return event;
  }

  long idHash() {
    return Hash.of(id, 0, id.length);
  }

  long micros() {
    return at.micros();
  }
}
