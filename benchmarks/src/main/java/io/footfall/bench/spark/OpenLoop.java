package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Progress;
import io.footfall.generator.kafka.SendResult;
import io.footfall.schema.core.error.FootfallException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The generator in a thread of its own; knows what CPU it and its Kafka client have used. */
final class OpenLoop implements AutoCloseable {
  private static final String CLIENT_THREAD = "kafka-producer-network-thread";

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "bench-generator");
            thread.setDaemon(true);
            return thread;
          });
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Future<SendResult> result;
  private volatile Duration elapsed = Duration.ZERO;
  private volatile Duration cpu = Duration.ZERO;
  private long clientThread = -1;

  private OpenLoop(GeneratorSpec spec, KafkaTarget target) {
    result = executor.submit(() -> EventProducer.run(spec, target, this::observe));
  }

  static OpenLoop start(GeneratorSpec spec, KafkaTarget target) {
    return new OpenLoop(spec, target);
  }

  /** Since the first record, to a fifth of a second; zero before. */
  Duration elapsed() {
    return elapsed;
  }

  /** Used by the generator and its client so far. */
  Duration cpu() {
    return cpu;
  }

  /** Waits a while for the end; empty when it has not come. */
  Optional<SendResult> await(Duration atMost) {
    try {
      return Optional.of(result.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchErrors.interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FootfallException known) {
        throw known;
      }
      throw BenchErrors.failed("the generator", e.getCause());
    }
  }

  /** Called by the sending thread. */
  private void observe(Progress progress) {
    if (clientThread < 0) {
      clientThread = clientThread();
    }
    long client = clientThread < 0 ? 0 : Math.max(0, threads.getThreadCpuTime(clientThread));
    cpu = Duration.ofNanos(threads.getCurrentThreadCpuTime() + client);
    elapsed = progress.elapsed();
  }

  /** The only producer in this process is the generator's. */
  private static long clientThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(CLIENT_THREAD))
        .mapToLong(Thread::getId)
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
