package io.footfall.bench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.bench.core.BenchErrors;
import io.footfall.bench.core.GrowthPoint;
import io.footfall.bench.core.GrowthResult;
import io.footfall.bench.core.Machine;
import io.footfall.bench.core.Spread;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * How long batches take while there is more and more state: users come and stay, and at each number
 * of them the same traffic is measured. At the end the watermark passes all.
 */
public final class StateGrowth {
  private static final String TOPIC = "growth";
  private static final int RATE = 2_000;
  private static final int MEASURE_SECONDS = 20;

  /** Lets the compiler see the larger state. */
  private static final int WARM_UP_SECONDS = 5;

  private static final int FIRST_WARM_UP_SECONDS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final SparkSession spark;
  private final Stage stage;
  private final GrowingState growing;
  private final Consumer<String> say;

  /**
   * @param say takes lines for people who wait
   */
  public StateGrowth(SparkSession spark, Stage stage, GrowingState growing, Consumer<String> say) {
    this.spark = spark;
    this.stage = stage;
    this.growing = growing;
    this.say = say;
  }

  /**
   * Measures.
   *
   * @param users ascending
   */
  public GrowthResult run(List<Long> users, Clock clock) {
    if (users.isEmpty() || users.get(0) < 1) {
      throw BenchErrors.badOption("users", users, "1 or more");
    }
    Machine machine = Machine.here(clock);
    machine.warning().ifPresent(say);
    FootfallConfig config = stage.config(TOPIC, TOPIC);
    KafkaTarget target = stage.topic(TOPIC);
    Instant base = clock.instant().minus(growing.ago()).truncatedTo(ChronoUnit.MILLIS);
    try (Traffic traffic = new Traffic(target);
        Contender.Running job =
            growing
                .contender()
                .start(spark, config, stage.bootstrapServers(), RunMode.CONTINUOUS)) {
      StreamingQuery query = job.queries().get(0);
      List<GrowthPoint> points = new ArrayList<>();
      long present = 0;
      for (long level : users) {
        Instant time = base.plusSeconds(60L * points.size());
        points.add(measure(traffic, query, present, level, time, points.isEmpty()));
        present = level;
      }
      say.accept("all %,d users leave".formatted(present));
      long start = System.nanoTime();
      traffic.send(0, growing.comes(), clock.instant());
      await(query, () -> states(query.lastProgress()) <= 1);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new GrowthResult(
          machine,
          growing.job(),
          growing.what(),
          points,
          seconds,
          growing.open().applyAsLong(spark, config),
          states(query.lastProgress()),
          heapBytes());
    }
  }

  private GrowthPoint measure(
      Traffic traffic,
      StreamingQuery query,
      long present,
      long level,
      Instant time,
      boolean first) {
    say.accept("%,d users come".formatted(level - present));
    long start = System.nanoTime();
    for (long user = present; user < level; user++) {
      traffic.send(user, growing.comes(), time);
    }
    awaitIdle(query, traffic.flush());
    double load = (System.nanoTime() - start) / 1e9;
    int warmUp = first ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS;
    say.accept(
        String.format(
            Locale.ROOT,
            "%,d %s after %.1f s; %,d events/s for %d s, of which %d s are discarded",
            level,
            growing.what(),
            load,
            RATE,
            warmUp + MEASURE_SECONDS,
            warmUp));
    traffic.pace(level, growing.stays(), time.plusSeconds(30), warmUp);
    Instant from = Instant.now();
    traffic.pace(level, growing.stays(), time.plusSeconds(45), MEASURE_SECONDS);
    awaitIdle(query, traffic.flush());
    List<Double> millis =
        Arrays.stream(query.recentProgress())
            .filter(p -> p.numInputRows() > 0 && !Instant.parse(p.timestamp()).isBefore(from))
            .map(p -> (double) p.batchDuration())
            .sorted()
            .toList();
    GrowthPoint point =
        new GrowthPoint(
            level,
            load,
            RATE,
            millis.size(),
            Spread.of(millis).median(),
            millis.isEmpty() ? Double.NaN : millis.get((int) (0.9 * (millis.size() - 1))),
            Spread.of(millis).max(),
            states(query.lastProgress()),
            heapBytes());
    say.accept(
        String.format(
            Locale.ROOT,
            "%,d %s: batch p50 %,.0f ms, p90 %,.0f ms, max %,.0f ms",
            level,
            growing.what(),
            point.p50Millis(),
            point.p90Millis(),
            point.maxMillis()));
    return point;
  }

  /** Waits until the query has read all that was sent, and a batch began after it. */
  private void awaitIdle(StreamingQuery query, long sent) {
    await(query, () -> offsets(query.lastProgress()) >= sent);
  }

  private static long heapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Users that state is kept of; many before the first batch has told. */
  private static long states(StreamingQueryProgress progress) {
    return progress == null || progress.stateOperators().length == 0
        ? Long.MAX_VALUE
        : progress.stateOperators()[0].numRowsTotal();
  }

  private interface Condition {
    boolean holds();
  }

  private void await(StreamingQuery query, Condition condition) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!condition.holds()) {
      if (!query.isActive() || System.nanoTime() > deadline) {
        throw BenchErrors.failed(
            "the %s job".formatted(growing.job()), new TimeoutException("it did not keep up"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Records that the batches so far have read; the topic is new. */
  private static long offsets(StreamingQueryProgress progress) {
    if (progress == null || progress.sources().length == 0) {
      return 0;
    }
    return EndOffsets.sum(progress.sources()[0].endOffset());
  }

  /** Sends events. */
  private static final class Traffic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Random random = new Random(1);
    private long sent;

    Traffic(KafkaTarget target) {
      topic = target.topic();
      producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  target.bootstrap(),
                  "linger.ms",
                  5,
                  "batch.size",
                  256 << 10,
                  "compression.type",
                  "lz4"),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void send(long user, String type, Instant time) {
      String id = String.format(Locale.ROOT, "g%08d", user);
      String json =
          "{\"eventId\":\"e-%d\",\"userId\":\"%s\",\"eventType\":\"%s\",\"eventTime\":\"%s\",\"page\":\"/p/%d\",\"channel\":\"web\"}"
              .formatted(sent, id, type, time, sent % 1_000);
      var unused =
          producer.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), json.getBytes(UTF_8)));
      sent++;
    }

    /** Of random users, so many a second. */
    void pace(long users, String type, Instant time, int seconds) {
      long start = System.nanoTime();
      for (int i = 0; i < RATE * seconds; i++) {
        long turn = start + TimeUnit.SECONDS.toNanos(1) * i / RATE;
        while (System.nanoTime() < turn) {
          LockSupport.parkNanos(turn - System.nanoTime());
        }
        send(random.nextLong(users), type, time);
      }
    }

    long flush() {
      producer.flush();
      return sent;
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
