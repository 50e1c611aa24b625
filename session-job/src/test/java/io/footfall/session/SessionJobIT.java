package io.footfall.session;

import static io.footfall.session.core.Sent.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.TestKafka;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.session.core.NaiveSessions;
import io.footfall.session.core.Sent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real broker against the naive rule. Gap 10 minutes, lateness 2 minutes. */
class SessionJobIT {
  private static final long GAP = 600 * SECOND;
  private static final long LATENESS = 120 * SECOND;
  private static final long DAY = 86_400 * SECOND;
  private static final long T = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() * SECOND;
  private static final NaiveSessions ORACLE = new NaiveSessions(GAP, DAY);

  private static TestKafka kafka;

  @TempDir Path folder;

  @BeforeAll
  static void startKafka() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void makesTheSameSessionsInOtherBatchesAndPartitionsAndThoughItsStateWasLost()
      throws IOException {
    Topic topic = Topic.create(kafka.bootstrapServers(), 4);
    List<Sent> traffic = traffic(new Random(4), 40, 2_000);
    Pipeline large = new Pipeline(folder.resolve("large"), topic);
    Pipeline small =
        new Pipeline(folder.resolve("small"), topic)
            .set("footfall.source.max-offsets-per-trigger", "300");

    List<Sent> landed = new ArrayList<>(topic.send(traffic.subList(0, 1_200)));
    large.run();
    assertThat(large.sessions()).isEqualTo(ORACLE.of(landed));
    assertThat(large.conclusion())
        .hasValue("sessions that stay open until the watermark passes them: " + open(landed));
    JavaUtils.deleteRecursively(large.checkpoint().toFile());
    landed.addAll(topic.send(traffic.subList(1_200, 2_000)));
    large.run();
    Pipeline.SPARK.conf().set("spark.sql.shuffle.partitions", "3");
    try {
      small.run();
    } finally {
      Pipeline.SPARK.conf().set("spark.sql.shuffle.partitions", "2");
    }

    assertThat(large.late().count()).isZero();
    assertThat(large.sessions()).isEqualTo(ORACLE.of(landed));
    assertThat(small.sessions()).isEqualTo(large.sessions());
    assertThat(large.updates().selectExpr("max(generation)").head().getInt(0)).isEqualTo(1);
    assertThat(small.latest().where("final").count())
        .isEqualTo(large.latest().where("final").count())
        .isPositive();
  }

  @Test
  void putsWhatIsLateIntoTheLateTableAndTakesUsersOfAnyKind() {
    Topic topic = Topic.create(kafka.bootstrapServers(), 2);
    Pipeline pipeline = new Pipeline(folder, topic);
    String longId = "ü".repeat(32 << 10);
    List<Sent> landed = new ArrayList<>();
    landed.addAll(
        topic.send(
            List.of(
                at(Sent.view("x", "a", T, 0), T),
                at(Sent.view(longId, "b", T + SECOND, 0), T),
                at(Sent.view("x", "c", T + 3 * GAP, 0), T + 3 * GAP))));
    pipeline.run();
    List<Sent> late =
        topic.send(
            List.of(
                at(Sent.view("x", "d", T + SECOND, 0), T + 3 * GAP + 1_000),
                at(Sent.view("y", "e", T - 300 * DAY, 0), T + 3 * GAP + 2_000)));
    landed.addAll(
        topic.send(List.of(at(Sent.view("y", "f", T + 3 * GAP, 0), T + 3 * GAP + 3_000))));
    pipeline.run();

    assertThat(pipeline.sessions()).isEqualTo(ORACLE.of(landed)).hasSize(4);
    List<Row> rows = pipeline.late().orderBy("event_id").collectAsList();
    assertThat(rows).extracting(row -> row.<String>getAs("event_id")).containsExactly("d", "e");
    assertThat(rows)
        .extracting(row -> row.<Long>getAs("kafka_offset"))
        .containsExactlyElementsOf(late.stream().map(Sent::offset).toList());
    assertThat(rows.get(0).<Timestamp>getAs("watermark").toInstant())
        .isEqualTo(Instant.EPOCH.plusSeconds((T + 3 * GAP) / SECOND - 120));
  }

  @Test
  void closesTheSessionsOfAnIdleTopicAlsoAfterARestartAndOpensThemAgain() {
    Topic topic = Topic.create(kafka.bootstrapServers(), 1);
    Pipeline pipeline =
        new Pipeline(folder, topic)
            .set("footfall.session.idle", "1 s")
            .set("footfall.session.trigger", "100 ms");
    topic.send(List.of(at(Sent.view("x", "a", T, 0), T)));
    try (RunningJob job = pipeline.start(RunMode.CONTINUOUS)) {
      await(() -> statuses(pipeline).contains("CLOSED"));
      topic.send(List.of(at(Sent.view("x", "b", T + SECOND, 0), T + SECOND)));
      await(() -> statuses(pipeline).size() == 3);
      end(job);
    }
    try (RunningJob job = pipeline.start(RunMode.CONTINUOUS)) {
      await(() -> statuses(pipeline).size() >= 4);
      end(job);
    }
    assertThat(statuses(pipeline)).containsExactly("OPEN", "CLOSED", "OPEN", "CLOSED");
    assertThat(pipeline.updates().where("final").count()).isZero();
  }

  /** By the words of the design: those that the watermark has not passed by more than the gap. */
  private static long open(List<Sent> landed) {
    long newest = landed.stream().mapToLong(Sent::micros).max().orElseThrow();
    long open =
        ORACLE.of(landed).stream().filter(found -> found.end() + GAP >= newest - LATENESS).count();
    assertThat(open).isPositive();
    return open;
  }

  private static void end(RunningJob job) {
    job.stopAfterBatch();
    job.awaitEnd();
  }

  private static List<String> statuses(Pipeline pipeline) {
    try {
      return pipeline.updates().orderBy("revision").select("status").collectAsList().stream()
          .map(row -> row.getString(0))
          .toList();
    } catch (Exception e) { // no table yet; Scala declares none of what it throws
      return List.of();
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("still waiting").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  /** In the order of arrival: out of order by at most the lateness, some twice. */
  private static List<Sent> traffic(Random random, int users, int count) {
    record Arrival(long micros, Sent sent) {}
    List<Arrival> arrivals = new ArrayList<>();
    String[] types = {"view", "click", "cart", "order", "payment"};
    Set<String> twice = new HashSet<>();
    for (int i = 0; arrivals.size() < count; i++) {
      long time = T + random.nextLong(5 * GAP / 1_000) * 1_000;
      String type = types[random.nextInt(types.length)];
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(100_000), 4);
      Sent sent =
          Sent.of("u" + random.nextInt(users), "e" + i, time, 0, type, "/" + i, amount, "EUR");
      arrivals.add(new Arrival(time + random.nextLong(100 * SECOND), sent));
      if (random.nextInt(20) == 0 && twice.add(sent.event().eventId())) {
        arrivals.add(new Arrival(time + random.nextLong(100 * SECOND), sent));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::micros));
    return arrivals.stream()
        .limit(count)
        .map(arrival -> at(arrival.sent(), arrival.micros() / 1_000 * 1_000))
        .toList();
  }

  private static Sent at(Sent sent, long kafkaMicros) {
    return new Sent(sent.user(), sent.event(), 0, 0, kafkaMicros);
  }
}
