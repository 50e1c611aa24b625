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
  final long kafkaMicros;
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

  long idHash() {
    return Hash.of(id, 0, id.length);
  }

  long micros() {
    return at.micros();
  }
}
