package io.footfall.session.core;

/** A row on its way to its table. */
public sealed interface SessionRow permits SessionUpdate, LateEvent {

  /**
   * Unpacks what {@link SessionStep} packed.
   *
   * @param packed one of the rows of a step
   */
  static SessionRow unpack(byte[] packed) {
    ByteReader in = new ByteReader(packed);
    return in.octet() == LateEvent.KIND ? LateEvent.read(in) : SessionUpdate.read(in);
  }
}
