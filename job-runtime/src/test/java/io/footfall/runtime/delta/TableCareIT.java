package io.footfall.runtime.delta;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.CareSchedule;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.TablesConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

class TableCareIT {
  private static final TableLayout TABLE = Tables.OFFSET_GAPS;
  private static final KafkaPartition P = new KafkaPartition("t", 0);
  private static final int DAY = 20_000;
  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>();

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));
  private final ManualClock clock = new ManualClock();

  @TempDir private Path warehouse;
  private DeltaTableSink sink;

  @BeforeEach
  void commitTenTimes() throws IOException {
    sink =
        DeltaTableSink.open(
            spark, warehouse.toString(), TABLE, new TxnIds("default", "ingest", TABLE.name()), 0);
    for (int batch = 0; batch < 10; batch++) {
      commit(batch);
    }
  }

  @Test
  void joinsSmallFilesWhileTheDriverGoesOn() throws IOException {
    try (TableCare care = care()) {
      clock.advance(Duration.ofHours(1));
      care.look();
    }
    commit(10);
    assertThat(table().count()).isEqualTo(11);
    assertThat(table().inputFiles()).hasSize(2);
    assertThat(sink.recorded().end(P)).contains(110L);
  }

  @Test
  void removesOldEntriesOnceACheckpointStandsForThem() throws IOException {
    try (TableCare care = care()) {
      age(Duration.ofHours(8));
      clock.advance(Duration.ofHours(1));
      care.look();
    }
    assertThat(entries())
        .as("entries before the checkpoint")
        .noneMatch(name -> name.compareTo("00000000000000000010.json") < 0);
    assertThat(warehouse.resolve(TABLE.name()).resolve("_delta_log/_last_checkpoint")).exists();
    DeltaLog.clearCache();
    assertThat(table().count()).isEqualTo(10);
    commit(10);
    assertThat(table().count()).isEqualTo(11);
  }

  @Test
  void keepsTheEntriesThatARegisteredReaderNeeds() throws IOException {
    new ReaderPositions(warehouse.toString(), TABLE.name(), spark.sessionState().newHadoopConf())
        .put("report", 4);
    try (TableCare care = care()) {
      age(Duration.ofHours(8));
      clock.advance(Duration.ofHours(1));
      care.look();
    }
    assertThat(entries()).contains("00000000000000000004.json", "00000000000000000010.json");
  }

  @Test
  void theNextStartReadsATableWithoutAQuery() throws Exception {
    try (TableCare care = care()) {
      clock.advance(Duration.ofHours(1));
      care.look(); // compaction: the checksum tells of removed files too
    }
    commit(10);
    care().close();
    DeltaLog.clearCache();
    int jobs =
        SparkJobs.during(
            spark,
            () -> {
              sink =
                  DeltaTableSink.open(
                      spark,
                      warehouse.toString(),
                      TABLE,
                      new TxnIds("default", "ingest", TABLE.name()),
                      0);
              commit(11);
            });
    assertThat(jobs).isZero();
    assertThat(sink.recorded().end(P)).contains(120L);
    assertThat(table().count()).isEqualTo(12); // Delta compares state and checksum here
  }

  @Test
  void maintenanceJoinsFilesAndKeepsWhatASlowReaderNeeds() throws IOException {
    Maintenance maintenance =
        new Maintenance(spark, warehouse.toString(), Duration.ofHours(3), Instant.now());
    assertThat(maintenance.tables()).containsExactly(TABLE.name());
    assertThat(maintenance.run(TABLE.name(), true))
        .contains(new Maintenance.Done(TABLE.name(), "compaction", 10, ""));
    assertThat(table().inputFiles()).as("a dry run does nothing").hasSize(10);

    new ReaderPositions(warehouse.toString(), TABLE.name(), spark.sessionState().newHadoopConf())
        .put("report", 4);
    age(Duration.ofDays(20));
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    assertThat(Console.withOut(stdout, () -> maintenance.run(TABLE.name(), false)))
        .extracting(Maintenance.Done::note)
        .last()
        .asString()
        .matches(
            "reader report has still to read what was committed since \\S+Z; it last came on \\S+Z");
    assertThat(stdout.toString(StandardCharsets.UTF_8)).as("left to the command's data").isEmpty();
    assertThat(table().inputFiles()).hasSize(1);
    assertThat(entries()).contains("00000000000000000004.json");
    assertThat(table().count()).isEqualTo(10);
    assertThat(TableChanges.of(spark, warehouse.toString(), TABLE).orElseThrow())
        .extracting(source -> source.between(3, 10).orElseThrow().rows().count())
        .isEqualTo(7L);
  }

  @Test
  void aMergeThatACompactionOvertakesIsMadeAgain() {
    SparkSession session = spark.newSession();
    session.udf().register("meanwhile", (UDF1<Long, Long>) TableCareIT::meanwhile, LongType);
    MergeTarget target = MergeTarget.open(session, warehouse.toString(), TABLE);
    String path = TABLE.path(warehouse.toString());
    MEANWHILE.set(() -> DeltaTable.forPath(spark, path).optimize().executeCompaction());
    AtomicInteger attempts = new AtomicInteger();
    target.commit(
        target.turn("report"),
        3,
        table -> {
          attempts.incrementAndGet();
          table.updateExpr(Map.of("until_offset", "meanwhile(until_offset)"));
        });
    assertThat(attempts).as("the first was overtaken").hasValue(2);
    assertThat(target.position("report")).hasValue(3);
    assertThat(table().selectExpr("sum(until_offset - from_offset - 10)").head().getLong(0))
        .as("each row changed once")
        .isEqualTo(10);
  }

  /** Adds one; the first time, something else happens meanwhile, to its end. */
  private static long meanwhile(long value) {
    Runnable other = MEANWHILE.getAndSet(null);
    if (other != null) {
      CompletableFuture.runAsync(other).join(); // a thread that runs no task
    }
    return value + 1;
  }

  @Test
  void oldPartitionsGoUnderADriverThatGoesOnAndWhatCameSinceStays() throws IOException {
    LocalDate day = LocalDate.ofEpochDay(DAY);
    String root = warehouse.toString();
    assertThat(OldPartitions.before(spark, root, TABLE, day).orElseThrow().dates()).isEmpty();
    OldPartitions old = OldPartitions.before(spark, root, TABLE, day.plusDays(1)).orElseThrow();
    assertThat(old.dates()).containsExactly(day);
    assertThat(old.rows(old.dates()).count()).isEqualTo(10);
    ReaderPositions readers =
        new ReaderPositions(root, TABLE.name(), spark.sessionState().newHadoopConf());
    assertThat(old.unread(OptionalLong.empty())).as("nobody reads").isEmpty();
    readers.put("report", 11);
    assertThat(old.unread(OptionalLong.empty())).as("all is read").isEmpty();
    assertThat(old.unread(OptionalLong.of(9))).as("all but the last").containsExactly(day);
    readers.put("report", 4);
    assertThat(old.unread(OptionalLong.empty())).containsExactly(day);

    commit(10);
    old.remove(old.dates());
    assertThat(table().count()).as("what came since").isEqualTo(1);
    commit(11);
    DeltaTableSink.requireRows(spark, root, TABLE, new TxnIds("default", "ingest", TABLE.name()));
    assertThat(sink.recorded().end(P)).contains(120L);
    assertThat(TableChanges.of(spark, root, TABLE).orElseThrow().expiredBefore())
        .contains(day.plusDays(1));
    assertThatThrownBy(() -> old.remove(old.dates())).matches(DeltaFailures::isConflict);
  }

  @Test
  void twoMaintenancesAtOnceLoseNothing() {
    Maintenance maintenance =
        new Maintenance(spark, warehouse.toString(), Duration.ofHours(3), Instant.now());
    List<CompletableFuture<List<Maintenance.Done>>> both =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> maintenance.run(TABLE.name(), false)))
            .limit(2)
            .toList();
    assertThat(both).allSatisfy(run -> assertThat(run.join()).hasSize(3));
    assertThat(table().inputFiles()).hasSize(1);
    assertThat(table().count()).isEqualTo(10);
  }

  @Test
  void aCommitStandsOnTheNewestCheckpointThoughTheDriverWasBusyWhenItWasWritten() throws Exception {
    int many = (int) CareSchedule.CHECKPOINT_COMMITS;
    for (int batch = 10; batch < many; batch++) {
      commit(batch);
    }
    try (TableCare care = care()) {
      care.look();
    }
    commit(many);
    assertThat(entriesBehindTheCheckpoint()).isGreaterThan(many);
    int jobs =
        SparkJobs.during(
            spark,
            () -> {
              for (int batch = many + 1; batch <= many + 10; batch++) {
                commit(batch);
              }
            });
    assertThat(jobs).isZero();
    assertThat(entriesBehindTheCheckpoint()).isLessThan(20);
    DeltaLog.clearCache();
    assertThat(table().count()).isEqualTo(many + 11);
    assertThat(sink.recorded().end(P)).contains((many + 11) * 10L);
  }

  /** Of the snapshot that the next commit starts from. */
  private int entriesBehindTheCheckpoint() {
    return DeltaLog.forTable(spark, TABLE.path(warehouse.toString()))
        .unsafeVolatileSnapshot()
        .logSegment()
        .deltas()
        .size();
  }

  private TableCare care() {
    return TableCare.prepare(
        spark,
        warehouse.toString(),
        List.of(TABLE),
        new TablesConfig(Duration.ofHours(3), Optional.of(Duration.ofHours(1))),
        clock);
  }

  private void commit(int batch) throws IOException {
    TableWriters writers =
        new TableWriters(warehouse.toString(), "test", spark.sessionState().newHadoopConf());
    long from = batch * 10L;
    writers.write(
        TABLE,
        DAY,
        new GenericInternalRow(
            new Object[] {0, UTF8String.fromString("t"), 0, from, from + 10, 0L}));
    Map<KafkaPartition, OffsetRange> range = Map.of(P, new OffsetRange(from, from + 10));
    sink.commit(new Batch("query", batch, range, 1), range, writers.close().get(TABLE.name()));
  }

  /** Makes all entries so far older. */
  private void age(Duration by) throws IOException {
    try (Stream<Path> files = Files.list(warehouse.resolve(TABLE.name()).resolve("_delta_log"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
      }
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(warehouse.resolve(TABLE.name()).resolve("_delta_log"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+\\.json"))
          .sorted()
          .toList();
    }
  }

  private Dataset<Row> table() {
    return spark.read().format("delta").load(TABLE.path(warehouse.toString()));
  }

  private static final class ManualClock extends Clock {
    private Instant now = Instant.now();

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
