package io.footfall.cli.chaos;

import io.footfall.cli.context.CliErrors;
import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.PartitionAck;
import io.footfall.generator.kafka.SendResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends events on a thread of its own until told to stop, and keeps the id of each as often as it
 * was sent, so that an id that stands in the table more often was doubled on the way.
 */
final class Shop {
  private static final long SECONDS_AT_A_TIME = 10;

  /** So few that they come again while their last session is open, and after it. */
  private static final int USERS = 1_000;

  /** Event time runs so much faster than the clock: sessions end, and cohorts, while jobs die. */
  private static final double SPEEDUP = 60;

  /** Where it begins: far enough for a run of many hours, near enough to be no invalid event. */
  private static final Duration BEGINS_BEFORE = Duration.ofDays(20);

  private final GeneratorSpec spec;
  private final KafkaTarget target;
  private final PrintWriter ids;
  private final long atLeast;
  private final CompletableFuture<Sent> sent = new CompletableFuture<>();
  private final Map<Integer, Long> ends = new TreeMap<>();
  private long records;
  private long valid;

  /** Held while a producer connects, which it cannot without a broker. */
  private final Semaphore connecting = new Semaphore(1);

  private volatile boolean stopping;

  private Shop(GeneratorSpec spec, KafkaTarget target, PrintWriter ids, long atLeast) {
    this.spec = spec;
    this.target = target;
    this.ids = ids;
    this.atLeast = atLeast;
  }

  /**
   * What was acknowledged.
   *
   * @param valid events among the records
   * @param ends first offset behind the acknowledged ones, by partition
   */
  record Sent(long records, long valid, Map<Integer, Long> ends) {}

  /** Something that happens to the broker. */
  interface Outage {
    void run() throws InterruptedException;
  }

  /**
   * Starts sending.
   *
   * @param rate records a second
   * @param atLeast how many are sent, however soon it is told to stop
   * @param ids gets the ids of the events, one a line
   */
  static Shop open(KafkaTarget target, long rate, long atLeast, long seed, Path ids) {
    GeneratorSpec spec =
        GeneratorSpec.defaults()
            .withRate(rate)
            .withEvents(rate * SECONDS_AT_A_TIME)
            .withSeed(seed)
            .withUsers(USERS)
            .withSpeedup(SPEEDUP)
            .withStart(Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(BEGINS_BEFORE))
            .withRatios(0.05, 0.005, 0, 0.01);
    try {
      Shop shop = new Shop(spec, target, new PrintWriter(Files.newBufferedWriter(ids)), atLeast);
      Thread thread = new Thread(shop::run, "chaos-shop");
      thread.setDaemon(true);
      thread.start();
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws when it ended by itself. */
  void requireOpen() {
    if (sent.isCompletedExceptionally()) {
      close();
    }
  }

  /** Lets it happen while no producer connects; one that is connected sends when it is over. */
  void during(Outage outage) throws InterruptedException {
    connecting.acquire();
    try {
      outage.run();
    } finally {
      connecting.release();
    }
  }

  /** Another producer sends the events of the first seconds, with the same ids, once more. */
  void sendFirstOnesAgain() {
    send(spec);
  }

  /** Sends no more; returns when all is acknowledged. */
  Sent close() {
    stopping = true;
    try {
      return sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliErrors.generatorEnded(e);
    } catch (ExecutionException e) {
      throw CliErrors.generatorEnded(e.getCause());
    }
  }

  private void run() {
    try (ids) {
      for (int round = 0; !stopping || sentSoFar() < atLeast; round++) {
        send(
            spec.withSeed(spec.seed() + round)
                .withStart(spec.start().orElseThrow().plus(spec.span().multipliedBy(round))));
      }
      ids.flush();
      if (ids.checkError()) {
        throw new IOException("the ids could not be written");
      }
      sent.complete(result());
    } catch (IOException | RuntimeException e) {
      sent.completeExceptionally(e);
    }
  }

  private void send(GeneratorSpec some) {
    connecting.acquireUninterruptibly();
    AtomicBoolean connected = new AtomicBoolean();
    try {
      add(
          EventProducer.run(
              some,
              target,
              progress -> {},
              List.of(
                  (GeneratedRecord record) -> {
                    if (connected.compareAndSet(false, true)) {
                      connecting.release();
                    }
                    record.event().ifPresent(event -> ids.println(event.eventId()));
                  })));
    } finally {
      if (!connected.get()) {
        connecting.release();
      }
    }
  }

  private synchronized void add(SendResult result) {
    records += result.acknowledged();
    valid += result.truth().valid();
    for (Map.Entry<Integer, PartitionAck> ack : result.acks().entrySet()) {
      ends.merge(ack.getKey(), ack.getValue().lastOffset() + 1, Math::max);
    }
  }

  private synchronized long sentSoFar() {
    return records;
  }

  private synchronized Sent result() {
    return new Sent(records, valid, Map.copyOf(ends));
  }
}
