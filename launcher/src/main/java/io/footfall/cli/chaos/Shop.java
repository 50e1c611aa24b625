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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Sends events on a thread of its own until told to stop, and keeps the id of each. Sends no event
 * twice, so that an id that stands twice in the table was doubled on the way.
 */
final class Shop {
  private static final long SECONDS_AT_A_TIME = 3;

  private final GeneratorSpec spec;
  private final KafkaTarget target;
  private final Path ids;
  private final long atLeast;
  private final CompletableFuture<Sent> sent = new CompletableFuture<>();
  private volatile boolean stopping;

  private Shop(GeneratorSpec spec, KafkaTarget target, Path ids, long atLeast) {
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
            .withRatios(0.05, 0.005, 0, 0.01);
    Shop shop = new Shop(spec, target, ids, atLeast);
    Thread thread = new Thread(shop::run, "chaos-shop");
    thread.setDaemon(true);
    thread.start();
    return shop;
  }

  /** Throws when it ended by itself. */
  void requireOpen() {
    if (sent.isCompletedExceptionally()) {
      close();
    }
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
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(ids))) {
      sent.complete(sendAll(out));
    } catch (IOException | RuntimeException e) {
      sent.completeExceptionally(e);
    }
  }

  private Sent sendAll(PrintWriter out) throws IOException {
    long records = 0;
    long valid = 0;
    Map<Integer, Long> ends = new TreeMap<>();
    for (int round = 0; !stopping || records < atLeast; round++) {
      SendResult result =
          EventProducer.run(
              spec.withSeed(spec.seed() + round),
              target,
              progress -> {},
              List.of((GeneratedRecord record) -> keepId(record, out)));
      records += result.acknowledged();
      valid += result.truth().valid();
      for (Map.Entry<Integer, PartitionAck> ack : result.acks().entrySet()) {
        ends.merge(ack.getKey(), ack.getValue().lastOffset() + 1, Math::max);
      }
    }
    out.flush();
    if (out.checkError()) {
      throw new IOException("the ids could not be written to " + ids);
    }
    return new Sent(records, valid, ends);
  }

  private static void keepId(GeneratedRecord record, PrintWriter out) {
    record.event().ifPresent(event -> out.println(event.eventId()));
  }
}
