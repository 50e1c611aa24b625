package io.footfall.generator.kafka;

import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorErrors;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.ShopModel;
import io.footfall.generator.core.Truth;
import io.footfall.generator.core.TruthCollector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends the shop's records in open loop: each at its intended time, whatever the broker does, and
 * with that time as its timestamp, so that waiting anywhere shows as latency. Without a rate, as
 * fast as the broker takes them, with the time of sending.
 */
public final class EventProducer {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int WARM_UP_RECORDS = 5_000;

  private final GeneratorSpec spec;
  private final AckingSender sender;
  private final ProgressListener listener;
  private final Instant sendStart;
  private final long startNanos;
  private long maxBehindNanos;
  private long reportedNanos;

  private EventProducer(
      GeneratorSpec spec, AckingSender sender, ProgressListener listener, Instant sendStart) {
    this.spec = spec;
    this.sender = sender;
    this.listener = listener;
    this.sendStart = sendStart;
    this.startNanos = System.nanoTime();
    this.reportedNanos = startNanos;
  }

  /** Runs without further observers. */
  public static SendResult run(GeneratorSpec spec, KafkaTarget target, ProgressListener listener) {
    return run(spec, target, listener, List.of());
  }

  /**
   * Sends everything and returns when all is acknowledged.
   *
   * @param observers told of each record once it is handed to the client, in order, by this thread
   * @throws io.footfall.schema.core.error.FootfallException when no broker answers, the topic does
   *     not exist, the spec cannot run now, or a record is refused
   */
  public static SendResult run(
      GeneratorSpec spec,
      KafkaTarget target,
      ProgressListener listener,
      List<? extends Consumer<? super GeneratedRecord>> observers) {
    Topics.requireTopic(target);
    try (AckingSender sender = AckingSender.to(target)) {
      sender.connect();
      warmUp(spec);
      Instant sendStart = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
      return new EventProducer(spec.startedAt(sendStart), sender, listener, sendStart)
          .sendAll(observers);
    }
  }

  /**
   * Compiles the model before the clock runs: being behind would look like the broker's latency.
   */
  private static void warmUp(GeneratorSpec spec) {
    GeneratorSpec rehearsal =
        spec.withEvents(WARM_UP_RECORDS).withUsers(WARM_UP_RECORDS).withStart(Instant.EPOCH);
    new ShopModel(rehearsal).forEachRemaining(new TruthCollector());
  }

  private SendResult sendAll(List<? extends Consumer<? super GeneratedRecord>> observers) {
    TruthCollector collector = new TruthCollector();
    ShopModel model = new ShopModel(spec);
    while (model.hasNext()) {
      GeneratedRecord record = model.next();
      sender.send(record.key(), record.value(), awaitTurn(record));
      collector.accept(record);
      observers.forEach(observer -> observer.accept(record));
    }
    sender.flush();
    Truth truth = collector.truth(spec);
    report(System.nanoTime(), 0);
    return new SendResult(
        spec,
        truth,
        sender.acks(),
        sendStart,
        Duration.ofNanos(System.nanoTime() - startNanos),
        Duration.ofNanos(maxBehindNanos));
  }

  /** Waits for the record's time; its timestamp. */
  private long awaitTurn(GeneratedRecord record) {
    long now = System.nanoTime();
    if (spec.rate() == 0) {
      reportNowAndThen(now, 0);
      return sendStart.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(now - startNanos);
    }
    long turn = startNanos + record.sendOffsetNanos();
    while (now < turn) {
      LockSupport.parkNanos(turn - now);
      if (Thread.currentThread().isInterrupted()) {
        throw GeneratorErrors.interrupted(null);
      }
      now = System.nanoTime();
    }
    maxBehindNanos = Math.max(maxBehindNanos, now - turn);
    reportNowAndThen(now, now - turn);
    return sendStart.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(record.sendOffsetNanos());
  }

  private void reportNowAndThen(long now, long behindNanos) {
    if (now - reportedNanos >= PROGRESS_NANOS) {
      report(now, behindNanos);
    }
  }

  private void report(long now, long behindNanos) {
    reportedNanos = now;
    listener.on(
        new Progress(
            sender.sent(),
            sender.acknowledged(),
            spec.events(),
            Duration.ofNanos(now - startNanos),
            Duration.ofNanos(behindNanos)));
  }
}
