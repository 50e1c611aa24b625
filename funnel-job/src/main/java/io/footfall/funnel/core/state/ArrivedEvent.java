package io.footfall.funnel.core.state;

import java.util.Comparator;

/** An event with what a row of late events says of it. */
public record ArrivedEvent(
    FunnelEvent event, String type, int partition, long offset, long kafkaMicros) {
  /** As they arrived. */
  public static final Comparator<ArrivedEvent> ORDER =
      Comparator.comparingInt(ArrivedEvent::partition).thenComparingLong(ArrivedEvent::offset);

  /** As bytes for the shuffle. */
  public byte[] pack() {
    ByteWriter out = new ByteWriter(96);
    out.text(type).number(partition).signed(offset).signed(kafkaMicros);
    event.write(out, kafkaMicros);
    return out.toBytes();
  }

  /** Reads what {@link #pack} wrote. */
  public static ArrivedEvent unpack(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    String type = in.text();
    int partition = in.number();
    long offset = in.signed();
    long kafkaMicros = in.signed();
    return new ArrivedEvent(
        FunnelEvent.read(in, kafkaMicros), type, partition, offset, kafkaMicros);
  }
}
