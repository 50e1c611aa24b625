package io.footfall.funnel.core.state;

import java.math.BigDecimal;

/** A row on its way from the step to a table. */
public sealed interface FunnelRow {

  /**
   * A change of what a user is counted as.
   *
   * @param sign +1 counts, -1 takes back
   * @param kafkaMicros the latest Kafka timestamp among the events that made it
   */
  record Update(
      CohortResult result, int sign, long kafkaMicros, long watermarkMicros, long nowMicros)
      implements FunnelRow {}

  /**
   * A cohort became final before the last step was reached.
   *
   * @param reason the name of an {@code Abandonment}
   */
  record Abandoned(
      CohortResult result,
      String itemId,
      BigDecimal amount,
      String currency,
      String reason,
      long watermarkMicros,
      long nowMicros)
      implements FunnelRow {}

  /** An event that came too late to count. */
  record Late(ArrivedEvent event, long watermarkMicros, long nowMicros) implements FunnelRow {}

  /** Events were left out of a funnel because of the cap. */
  record Capped(int funnel, int events) implements FunnelRow {}

  /** A row and whose it is. */
  record OfUser(String user, FunnelRow row) {}

  /** As bytes. */
  static byte[] pack(String user, FunnelRow row) {
    ByteWriter out = new ByteWriter(96).text(user);
    if (row instanceof Update update) {
      out.raw(0).raw(update.sign() > 0 ? 1 : 0);
      out.signed(update.kafkaMicros()).signed(update.watermarkMicros()).signed(update.nowMicros());
      update.result().write(out, 0);
    } else if (row instanceof Abandoned end) {
      out.raw(1).text(end.itemId()).amount(end.amount()).text(end.currency()).text(end.reason());
      out.signed(end.watermarkMicros()).signed(end.nowMicros());
      end.result().write(out, 0);
    } else if (row instanceof Late late) {
      ArrivedEvent event = late.event();
      out.raw(2).signed(late.watermarkMicros()).signed(late.nowMicros());
      out.text(event.type()).number(event.partition());
      out.signed(event.offset()).signed(event.kafkaMicros());
      event.event().write(out, 0);
    } else if (row instanceof Capped capped) {
      out.raw(3).number(capped.funnel()).number(capped.events());
    }
    return out.toBytes();
  }

  /** Reads what {@link #pack} wrote. */
  static OfUser unpack(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    return new OfUser(in.text(), read(in));
  }

  private static FunnelRow read(ByteReader in) {
    return switch (in.raw()) {
      case 0 -> {
        int sign = in.raw() == 1 ? 1 : -1;
        long kafka = in.signed();
        long watermark = in.signed();
        long now = in.signed();
        yield new Update(CohortResult.read(in, 0), sign, kafka, watermark, now);
      }
      case 1 -> {
        String item = in.text();
        BigDecimal amount = in.amount();
        String currency = in.text();
        String reason = in.text();
        long watermark = in.signed();
        long now = in.signed();
        yield new Abandoned(
            CohortResult.read(in, 0), item, amount, currency, reason, watermark, now);
      }
      case 2 -> {
        long watermark = in.signed();
        long now = in.signed();
        String type = in.text();
        int partition = in.number();
        long offset = in.signed();
        long kafka = in.signed();
        yield new Late(
            new ArrivedEvent(FunnelEvent.read(in, 0), type, partition, offset, kafka),
            watermark,
            now);
      }
      default -> {
        int funnel = in.number();
        yield new Capped(funnel, in.number());
      }
    };
  }
}
