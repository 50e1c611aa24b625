package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.funnel.FunnelDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One user of a test, stepped batch by batch. */
final class Shop {
  static final long MINUTE = 60_000_000L;
  static final long NONE = Long.MIN_VALUE;
  static final String USER = "u-1";

  private final FunnelPacker packer;
  private final KeyedStep step;
  private byte[] state;
  private long due;
  private long offset;

  Shop(Funnels funnels, long maxEvents) {
    packer = new FunnelPacker(funnels);
    step = new FunnelStepper(funnels, maxEvents);
  }

  Shop(String hocon) {
    this(funnels(hocon), 1_000);
  }

  static List<FunnelDefinition> definitions(String hocon) {
    return ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.funnels", hocon))
        .config()
        .funnel()
        .definitions();
  }

  static Funnels funnels(String hocon) {
    return FunnelHistory.empty().configured(definitions(hocon), NONE).active(NONE);
  }

  /** An event of a minute; its id tells type and minute unless given. */
  static BehaviorEvent event(String type, double minute) {
    return event(type + "@" + minute, type, minute);
  }

  static BehaviorEvent event(String id, String type, double minute) {
    return new BehaviorEvent(
        id,
        USER,
        type,
        Math.round(minute * MINUTE),
        "item-" + id,
        null,
        null,
        "web",
        null,
        null,
        new BigDecimal("12.5000"),
        "EUR",
        Map.of("referrer", "mail"));
  }

  byte[] pack(BehaviorEvent event) {
    return packer.pack(event, new Origin(new KafkaPartition("t", 0), offset++, 7_000_000L));
  }

  /** One batch; the rows it gives. */
  List<FunnelRow> batch(double watermarkMinute, BehaviorEvent... events) {
    return run(new BatchTime(micros(watermarkMinute), 1), events);
  }

  /** The first batch, in which there is no watermark. */
  List<FunnelRow> firstBatch(BehaviorEvent... events) {
    return run(new BatchTime(NONE, 1), events);
  }

  private List<FunnelRow> run(BatchTime time, BehaviorEvent... events) {
    List<byte[]> packed = Stream.of(events).map(this::pack).filter(Objects::nonNull).toList();
    StepResult result = step.step(USER, state, packed.iterator(), time);
    state = result.state();
    due = result.dueWatermarkMicros();
    List<FunnelRow> rows = new ArrayList<>();
    result.rows().forEach(bytes -> rows.add(FunnelRow.unpack(bytes).row()));
    return rows;
  }

  byte[] state() {
    return state;
  }

  /** The minute whose watermark, once passed, makes the user due. */
  double dueMinute() {
    return (double) due / MINUTE;
  }

  static long micros(double minute) {
    return Math.round(minute * MINUTE);
  }

  /** Rows of updates, short: {@code +2@0,5} for a level with its minutes. */
  static List<String> updates(List<FunnelRow> rows) {
    List<String> texts = new ArrayList<>();
    for (FunnelRow row : rows) {
      if (row instanceof FunnelRow.Update update) {
        StringBuilder text = new StringBuilder(update.sign() > 0 ? "+" : "-");
        text.append(update.result().level()).append('@');
        for (int i = 0; i < update.result().times().length; i++) {
          text.append(i == 0 ? "" : ",").append(update.result().times()[i] / MINUTE);
        }
        texts.add(text.toString());
      }
    }
    return texts;
  }

  static <T extends FunnelRow> List<T> only(Class<T> type, List<FunnelRow> rows) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static ArrivedEvent arrived(byte[] packed) {
    return ArrivedEvent.unpack(packed);
  }
}
