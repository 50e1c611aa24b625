package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;

/** Packs what {@link SessionEvent} unpacks. */
public final class SessionPacker implements EventPacker {
  /** Pages, channels, devices and campaigns are kept to this many characters. */
  public static final int MOST_TEXT = 1_024;

  /** Types and currencies are kept to this many characters. */
  public static final int MOST_NAME = 100;

  private static final Projection PROJECTION =
      Projection.of(
          Field.EVENT_ID,
          Field.USER_ID,
          Field.EVENT_TYPE,
          Field.EVENT_TIME,
          Field.PAGE,
          Field.CHANNEL,
          Field.DEVICE,
          Field.CAMPAIGN,
          Field.AMOUNT,
          Field.CURRENCY);

  private transient ByteWriter out;

  @Override
  public Projection projection() {
    return PROJECTION;
  }

  @Override
  public byte[] pack(BehaviorEvent event, Origin origin) {
    if (out == null) {
      out = new ByteWriter();
    }
    out.reset();
    out.unsigned(origin.partition().number());
    out.unsigned(origin.offset());
    out.signed(origin.kafkaTimestampMicros());
    out.text(event.eventId().getBytes(UTF_8));
    out.signed(event.eventTimeMicros());
    out.text(cut(event.eventType(), MOST_NAME));
    out.text(cut(event.page(), MOST_TEXT));
    out.text(cut(event.channel(), MOST_TEXT));
    out.text(cut(event.device(), MOST_TEXT));
    out.text(cut(event.campaign(), MOST_TEXT));
    if (event.amount() == null) {
      out.octet(0);
    } else {
      out.octet(1);
      out.signed(event.amount().unscaledValue().longValueExact());
    }
    out.text(cut(event.currency(), MOST_NAME));
    return out.toBytes();
  }

  /** By code points, as Spark's {@code substring} counts. */
  private static byte[] cut(String text, int most) {
    if (text == null) {
      return null;
    }
    if (text.length() <= most || text.codePointCount(0, text.length()) <= most) {
      return text.getBytes(UTF_8);
    }
    return text.substring(0, text.offsetByCodePoints(0, most)).getBytes(UTF_8);
  }
}
