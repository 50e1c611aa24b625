package io.footfall.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.step.FunnelPacker;
import io.footfall.funnel.core.step.FunnelRecount;
import io.footfall.funnel.spark.FunnelReport;
import io.footfall.funnel.spark.FunnelStore;
import io.footfall.localkafka.TestKafka;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.Sessions;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real broker: its sums beside a recount of what was sent and was not late. */
class FunnelJobIT {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String FUNNELS =
      """
      [{name = buy, steps = [view, cart, order, payment], window = 20 minutes, cohort = 10 minutes
        breakdown = [channel], exclude = [{event = search, between = [cart, order]}]}
       {name = strict, steps = [view, cart], window = 5 minutes, cohort = 10 minutes, mode = strict_order}]
      """;
  private static final String[] TYPES = {
    "view", "view", "view", "cart", "cart", "order", "payment", "search"
  };
  private static final int PARTITIONS = 2;

  private static final SparkSession SPARK =
      Sessions.open(
          "test",
          Map.of(
              "spark.sql.shuffle.partitions", "2",
              "spark.databricks.delta.snapshotPartitions", "1"),
          Optional.of("local[2]"));
  private static TestKafka kafka;

  @TempDir private Path folder;
  private String topic;
  private final Random random = new Random(7);
  private final List<Sent> sent = new ArrayList<>();
  private int made;

  /** An event and the partition and offset that it got. */
  private record Sent(BehaviorEvent event, int partition, long offset) {}

  @BeforeAll
  static void startKafka() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void createTopic() throws Exception {
    topic = "events-" + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopic wanted =
          new NewTopic(topic, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  @Test
  void sumsAreThoseOfARecountThroughDisorderDuplicatesLateEventsAndRestarts() throws Exception {
    for (int minute = 0; minute < 90; minute += 30) {
      send(shop(minute, minute + 30, 150));
      run(FUNNELS);
    }
    assertThat(table(Tables.FUNNEL_LATE_EVENTS).count()).isPositive();
    assertThat(table(Tables.FUNNEL_UPDATES).where("kind = 'ABANDONED'").count()).isPositive();
    assertThat(table(Tables.FUNNEL_UPDATES).where("sign = -1").count()).isPositive();
    assertThat(table(Tables.FUNNEL_UPDATES).where("generation <> 0").count()).isZero();
    assertSums();
    assertReport();
  }

  @Test
  void goesOnWhereItWasWithoutItsCheckpoint() throws Exception {
    send(shop(0, 30, 150));
    run(FUNNELS);
    delete(folder.resolve("checkpoints"));
    send(shop(25, 60, 150));
    run(FUNNELS);
    assertThat(table(Tables.FUNNEL_UPDATES).where("generation = 1").count()).isPositive();
    assertSums();
  }

  @Test
  void aChangedDefinitionIsCountedApartFromTheCohortsAfterTheChangeOn() throws Exception {
    send(shop(0, 25, 120));
    run(FUNNELS);
    String changed = FUNNELS.replace("20 minutes", "15 minutes");
    send(shop(25, 60, 150));
    run(changed);
    Dataset<Row> rows = table(Tables.FUNNEL_UPDATES).where("funnel = 'buy'");
    assertThat(rows.select("definition_hash").distinct().count()).isEqualTo(2);
    assertThat(rows.groupBy("cohort").agg(hashes()).where("hashes > 1").count()).isZero();
    assertSums();
  }

  /** One batch spans hours here, and its latest events are of a type that nobody wanted yet. */
  @Test
  void aChangeAfterACrashInCatchUpDoesNotCountWhatTheFormerDefinitionLetPass() throws Exception {
    String funnel = "[{name = buy, steps = [%s, cart], window = 20 minutes, cohort = 10 minutes}]";
    send(List.of(event("ann", "view", 0), event("ann", "search", 12)));
    assertThatThrownBy(() -> run(funnel.formatted("view"), CRASH)).hasMessageContaining("crash");
    send(List.of(event("ann", "cart", 13), event("ann", "search", 21), event("ann", "cart", 22)));
    run(funnel.formatted("search"));
    assertThat(
            table(Tables.FUNNEL_UPDATES)
                .where("sign = 1")
                .selectExpr("date_format(cohort, 'HH:mm') || ' ' || level")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .contains("12:00 1", "12:20 2")
        .noneMatch(cohort -> cohort.startsWith("12:10"));
    assertSums();
  }

  private static final BatchListener CRASH =
      (batch, counts) -> {
        throw new IllegalStateException("crash behind the commit");
      };

  private static Column hashes() {
    return functions.countDistinct("definition_hash").as("hashes");
  }

  /** Events of few users; some out of order, some doubled, some hopelessly late. */
  private List<BehaviorEvent> shop(int fromMinute, int untilMinute, int many) {
    List<BehaviorEvent> events = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      double minute = fromMinute + (double) (untilMinute - fromMinute) * i / many;
      double behind = random.nextInt(4) == 0 ? random.nextDouble() * 1.5 : 0;
      boolean late = fromMinute > 0 && random.nextInt(15) == 0;
      Instant time = NOON.plusMillis((long) ((minute - (late ? 20 : behind)) * 60_000));
      events.add(event(time));
      if (random.nextInt(10) == 0) {
        events.add(events.get(Math.max(0, events.size() - 1 - random.nextInt(5))));
      }
    }
    return events;
  }

  private BehaviorEvent event(Instant time) {
    return event("u-" + random.nextInt(20), TYPES[random.nextInt(TYPES.length)], time);
  }

  private BehaviorEvent event(String user, String type, int minute) {
    return event(user, type, NOON.plusSeconds(60L * minute));
  }

  private BehaviorEvent event(String user, String type, Instant time) {
    return new BehaviorEvent(
        new UUID(1, made++).toString(),
        user,
        type,
        ChronoUnit.MICROS.between(Instant.EPOCH, time),
        "i-1",
        null,
        null,
        random.nextBoolean() ? "web" : "app",
        null,
        null,
        new BigDecimal("12.5000"),
        "EUR",
        Map.of());
  }

  private void send(List<BehaviorEvent> events) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      long latest = 0;
      for (BehaviorEvent event : events) {
        latest = Math.max(latest, event.eventTimeMicros() / 1_000);
        int partition = Math.floorMod(event.userId().hashCode(), PARTITIONS);
        byte[] value = json(event).getBytes(StandardCharsets.UTF_8);
        long offset =
            producer
                .send(new ProducerRecord<>(topic, partition, latest, null, value))
                .get()
                .offset();
        sent.add(new Sent(event, partition, offset));
      }
    }
  }

  private static String json(BehaviorEvent event) {
    return """
        {"eventId":"%s","userId":"%s","eventType":"%s","eventTime":"%s","itemId":"i-1",\
        "channel":"%s","amount":12.5,"currency":"EUR"}"""
        .formatted(
            event.eventId(),
            event.userId(),
            event.eventType(),
            Instant.EPOCH.plus(event.eventTimeMicros(), ChronoUnit.MICROS),
            event.channel());
  }

  private void run(String funnels) {
    run(funnels, (batch, counts) -> {});
  }

  private void run(String funnels, BatchListener listener) {
    DeltaLog.clearCache(); // as a new driver would see the tables
    FootfallConfig config = config(funnels);
    JobPlan plan = FunnelJob.plan(SPARK, config, kafka.bootstrapServers());
    try (RunningJob job = FunnelJob.start(SPARK, plan, RunMode.AVAILABLE_NOW, listener)) {
      job.awaitEnd();
    }
  }

  private FootfallConfig config(String funnels) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("footfall.warehouse", warehouse());
    settings.put("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("kafka.topic.user", topic);
    settings.put("footfall.validation.max-age", "none");
    settings.put("footfall.funnels", funnels);
    return ConfigLoader.load(Optional.empty(), Map.of(), settings).config();
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private Dataset<Row> table(TableLayout layout) {
    return SPARK.read().format("delta").load(layout.path(warehouse()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private FunnelHistory history() {
    return new FunnelStore(warehouse(), "default", SPARK.sessionState().newHadoopConf()).read();
  }

  private void assertSums() {
    FunnelHistory history = history();
    Map<String, Integer> sums = new TreeMap<>();
    table(Tables.FUNNEL_UPDATES)
        .where("sign <> 0")
        .selectExpr(
            "definition_hash",
            "user_id",
            "unix_micros(cohort)",
            "sign",
            "level",
            "transform(step_times, t -> unix_micros(t))",
            "breakdown")
        .collectAsList()
        .forEach(
            row ->
                sums.merge(
                    "%s %s %s level %s %s %s"
                        .formatted(
                            row.getString(0),
                            row.getString(1),
                            row.getLong(2),
                            row.getInt(4),
                            row.getList(5),
                            new TreeMap<>(row.<String, String>getJavaMap(6)).values()),
                    row.getInt(3),
                    Integer::sum));
    sums.values().removeIf(sum -> sum == 0);
    assertThat(sums.values()).containsOnly(1);
    assertThat(sums.keySet()).containsExactlyInAnyOrderElementsOf(recount(history));
  }

  private Set<String> recount(FunnelHistory history) {
    Set<String> late = new HashSet<>();
    table(Tables.FUNNEL_LATE_EVENTS)
        .select("kafka_partition", "kafka_offset")
        .collectAsList()
        .forEach(row -> late.add(row.getInt(0) + "/" + row.getLong(1)));
    FunnelRecount recount = new FunnelRecount(history.everything());
    FunnelPacker packer = new FunnelPacker(history.everything());
    Map<String, List<ArrivedEvent>> byUser = new HashMap<>();
    for (Sent each : sent) {
      Origin origin = new Origin(new KafkaPartition(topic, each.partition()), each.offset(), 1);
      byte[] packed = packer.pack(each.event(), origin);
      if (packed != null && !late.contains(each.partition() + "/" + each.offset())) {
        byUser
            .computeIfAbsent(each.event().userId(), user -> new ArrayList<>())
            .add(ArrivedEvent.unpack(packed));
      }
    }
    Set<String> expected = new HashSet<>();
    byUser.forEach(
        (user, events) ->
            recount
                .count(events, Long.MIN_VALUE)
                .forEach(counted -> expected.add(text(history, user, counted.result()))));
    return expected;
  }

  private static String text(FunnelHistory history, String user, CohortResult result) {
    ActiveFunnel funnel = history.all().get(result.funnel());
    List<Long> times = new ArrayList<>();
    for (long time : result.times()) {
      times.add(time);
    }
    return "%s %s %s level %s %s %s"
        .formatted(funnel.hash(), user, result.cohort(), result.level(), times, result.breakdown());
  }

  /** The report beside the sum that the table's documentation shows. */
  private void assertReport() {
    FunnelReport report =
        FunnelReport.of(
            SPARK,
            warehouse(),
            "default",
            new FunnelReport.Request("buy", Optional.empty(), Optional.empty(), Optional.empty()));
    Map<Integer, Long> sums = new TreeMap<>();
    table(Tables.FUNNEL_UPDATES)
        .where("funnel = 'buy' AND kind = 'UPDATE'")
        .selectExpr("explode(sequence(1, level)) AS step", "sign")
        .groupBy("step")
        .sum("sign")
        .collectAsList()
        .forEach(row -> sums.put(row.getInt(0), row.getLong(1)));
    for (FunnelReport.Step step : report.groups().get("all")) {
      assertThat(step.users()).isEqualTo(sums.getOrDefault(step.number(), 0L));
    }
    assertThat(report.groups().get("all").get(1).medianSeconds()).isPositive();
    FunnelReport byChannel =
        FunnelReport.of(
            SPARK,
            warehouse(),
            "default",
            new FunnelReport.Request(
                "buy", Optional.of(NOON), Optional.empty(), Optional.of("channel")));
    assertThat(byChannel.groups().keySet()).containsExactlyInAnyOrder("web", "app");
    FunnelReport ofNoCohort =
        FunnelReport.of(
            SPARK,
            warehouse(),
            "default",
            new FunnelReport.Request(
                "buy", Optional.empty(), Optional.of(Instant.EPOCH), Optional.of("channel")));
    assertThat(ofNoCohort.groups()).isEmpty();
  }
}
