package io.footfall.generator.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.generator.core.GeneratedRecord.Kind;
import io.footfall.generator.core.GeneratedRecord.Lateness;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The stream of records, in the order of sending. A function of the spec alone: the same spec, seed
 * and start give the same bytes. A stream, not a list: memory does not grow with its length.
 *
 * <p>In this order, with a watermark of the largest event time so far less the lateness bound,
 * every {@link Lateness#TOO_LATE} record is late and no other is.
 */
public final class ShopModel implements Iterator<GeneratedRecord> {
  private static final long LEAST_EXCESS_MILLIS = 60_000;
  private static final long EXCESS_SPREAD_MILLIS = 5 * 60_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final GeneratorSpec spec;
  private final long startMillis;
  private final Rng rng;
  private final Visitors visitors;
  private final Disorder disorder;
  private final MalformedShapes malformed;
  private final EventJson json = new EventJson();

  // Shares of the events that are drawn from the shop, where the ratios are shares of all records.
  private final double lateChance;
  private final double tooLateChance;
  private final double duplicateChance;
  private final long leastExcessMillis;

  private long next;
  private long maxSentMillis = Long.MIN_VALUE;

  /**
   * @throws IllegalArgumentException for a spec without a start
   */
  public ShopModel(GeneratorSpec spec) {
    this.spec = spec;
    startMillis =
        spec.start()
            .orElseThrow(() -> new IllegalArgumentException("a spec without a start"))
            .toEpochMilli();
    rng = new Rng(spec.seed());
    visitors = new Visitors(spec.seed(), startMillis, spec.users(), rng);
    disorder = new Disorder(spec, rng);
    malformed = new MalformedShapes(rng);
    double drawn = 1 - spec.duplicateRatio() - spec.malformedRatio();
    lateChance = spec.lateRatio() / drawn;
    tooLateChance = spec.tooLateRatio() / drawn;
    duplicateChance = spec.duplicateRatio() / (drawn - spec.tooLateRatio());
    leastExcessMillis =
        LEAST_EXCESS_MILLIS + 2 * (long) (1_000 * spec.speedup() / spec.nominalRate());
  }

  @Override
  public boolean hasNext() {
    return next < spec.events();
  }

  @Override
  public GeneratedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long offsetNanos = (long) (next * 1e9 / spec.nominalRate());
    long nowMillis = startMillis + (long) (offsetNanos / NANOS_PER_MILLI * spec.speedup());
    long remaining = spec.events() - next;
    next++;
    // What is held back must fit into what is left.
    boolean mustRelease = disorder.size() >= remaining;
    if (!mustRelease && rng.chance(spec.malformedRatio())) {
      return malformed(offsetNanos, nowMillis);
    }
    GeneratedRecord released = disorder.release(nowMillis, mustRelease);
    GeneratedRecord record =
        released == null ? drawn(offsetNanos, nowMillis, remaining) : released.sentAt(offsetNanos);
    remember(record, nowMillis, remaining - 1);
    return record;
  }

  private GeneratedRecord drawn(long offsetNanos, long nowMillis, long remaining) {
    while (true) {
      ShopEvent event = visitors.next(nowMillis);
      double draw = rng.nextDouble();
      if (draw < tooLateChance && maxSentMillis != Long.MIN_VALUE) {
        long excess = leastExcessMillis + rng.between(0, EXCESS_SPREAD_MILLIS);
        long millis = maxSentMillis - spec.lateness().toMillis() - excess;
        return valid(event.at(millis), offsetNanos, Lateness.TOO_LATE);
      }
      boolean late = draw >= tooLateChance && draw < tooLateChance + lateChance;
      if (!late || disorder.size() + 1 >= remaining) {
        return valid(event, offsetNanos, Lateness.IN_TIME);
      }
      GeneratedRecord record = valid(event, offsetNanos, Lateness.LATE);
      if (!disorder.hold(record, nowMillis, nowMillis)) {
        return valid(event, offsetNanos, Lateness.IN_TIME);
      }
    }
  }

  private void remember(GeneratedRecord record, long nowMillis, long remaining) {
    if (record.lateness() == Lateness.TOO_LATE) {
      return;
    }
    long millis = record.event().orElseThrow().eventTimeMillis();
    maxSentMillis = Math.max(maxSentMillis, millis);
    if (record.kind() == Kind.VALID && disorder.size() < remaining && rng.chance(duplicateChance)) {
      disorder.hold(record.duplicate(), millis, nowMillis);
    }
  }

  private GeneratedRecord valid(ShopEvent event, long offsetNanos, Lateness lateness) {
    return GeneratedRecord.valid(
        event.userId().getBytes(UTF_8), json.write(event), offsetNanos, lateness, event);
  }

  private GeneratedRecord malformed(long offsetNanos, long nowMillis) {
    ShopEvent event = visitors.passerBy(nowMillis);
    MalformedShapes.Broken broken = malformed.breakOne(json.write(event));
    return GeneratedRecord.malformed(
        event.userId().getBytes(UTF_8), broken.value, offsetNanos, broken.reason);
  }
}
