package io.footfall.session.core;

/**
 * Where an event stands among those of its user: by time, then by where it stands in Kafka.
 *
 * @param micros event time, microseconds since the epoch
 */
record Position(long micros, int partition, long offset) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    return micros != other.micros ? Long.compare(micros, other.micros) : inKafka(this, other);
  }

  /** Kafka's order, which is that of the producer as long as the topic is keyed by user. */
  static int inKafka(Position a, Position b) {
    return a.partition != b.partition
        ? Integer.compare(a.partition, b.partition)
        : Long.compare(a.offset, b.offset);
  }

  boolean isBefore(Position other) {
    return compareTo(other) < 0;
  }

  /** Short where the positions lie close to each other. */
  void write(ByteWriter out, Position near) {
    out.signed(micros - near.micros);
    out.signed(partition - near.partition);
    out.signed(offset - near.offset);
  }

  static Position read(ByteReader in, Position near) {
    return new Position(
        near.micros + in.signed(), (int) (near.partition + in.signed()), near.offset + in.signed());
  }
}
