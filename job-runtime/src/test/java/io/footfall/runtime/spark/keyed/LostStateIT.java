package io.footfall.runtime.spark.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.keyed.EventTopic.Event;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.runtime.spark.state.RunFacts;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** What becomes of a stateful job's state when its checkpoint is gone. */
class LostStateIT extends KeyedTestBase {
  private static final BatchListener CRASH =
      (batch, counts) -> {
        throw new IllegalStateException("crash behind the commit");
      };

  @Test
  void isRebuiltFromTheTopicWithoutTheLateEvents() throws Exception {
    topic.send(Event.of("old", at(0)), Event.of("ann", at(58)), Event.of("bob", at(60)));
    pipeline.run();
    topic.send(Event.of("ann", at(57)), Event.of("bob", at(59))); // ann's is late
    pipeline.run();
    assertThat(pipeline.late()).containsExactly("ann 0 3");
    pipeline.loseCheckpoint();
    topic.send(Event.of("ann", at(61)), Event.of("bob", at(57)));
    pipeline.run();
    assertThat(pipeline.late()).containsExactlyInAnyOrder("ann 0 3", "bob 0 6");
    assertThat(pipeline.updates())
        .filteredOn(row -> row.contains(" 1 false")) // of the second generation
        .containsExactlyInAnyOrder("OPEN ann 2 1 false");
    topic.send(Event.of("cat", at(200)));
    pipeline.run();
    assertThat(pipeline.updates())
        .contains("FINAL ann 2 1 false", "FINAL bob 2 1 false")
        .doesNotContain("FINAL old 1 1 false");
  }

  @Test
  void isRebuiltForSomeUsersOnly() throws Exception {
    topic.send(Event.of("ann", at(58)), Event.of("bob", at(60)), Event.of("bob", at(61)));
    pipeline.run();
    pipeline.loseCheckpoint();
    long from = at(61).toEpochMilli() * 1_000;
    pipeline.need(
        (spark, warehouse, time) ->
            new StateNeed.Events(
                from,
                Optional.of(
                    spark.sql(
                        "SELECT 'bob' AS user_id, CAST(%d AS BIGINT) AS from_micros"
                            .formatted(from)))));
    topic.send(Event.of("ann", at(62)), Event.of("bob", at(62)));
    pipeline.run();
    assertThat(pipeline.updates()).contains("OPEN ann 1 1 false", "OPEN bob 2 1 false");
  }

  @Test
  void isTheSameWhenTheFirstBatchIsRunAgain() throws Exception {
    topic.send(Event.of("ann", at(58)), Event.of("bob", at(60)));
    pipeline.run();
    pipeline.loseCheckpoint();
    topic.send(Event.of("ann", at(61)));
    assertThatThrownBy(() -> pipeline.run(CRASH)).hasMessageContaining("crash");
    topic.send(Event.of("ann", at(62)));
    pipeline.run();
    assertThat(pipeline.updates())
        .filteredOn(row -> row.endsWith(" 1 false") && row.contains("ann"))
        .containsExactlyInAnyOrder("OPEN ann 2 1 false", "OPEN ann 3 1 false");
  }

  @Test
  void aHalfWrittenBatchIsFinishedWithTheVerdictsItHad() throws Exception {
    topic.send(Event.of("ann", at(0)), Event.of("bob", at(60)));
    pipeline.run();
    topic.send(Event.of("ann", at(50)), Event.of("bob", at(61)));
    pipeline.run();
    assertThat(pipeline.late()).containsExactly("ann 0 2");
    // As if the driver had died between the two tables, and its disk with it.
    takeBackLastCommitWithOffsets();
    pipeline.loseCheckpoint();
    topic.send(Event.of("ann", at(61)), Event.of("bob", at(62)));
    pipeline.run();
    assertThat(pipeline.late()).containsExactly("ann 0 2");
    assertThat(pipeline.updates())
        .filteredOn(row -> row.endsWith(" 1 false"))
        .containsExactlyInAnyOrder(
            "OPEN bob 2 1 false", "OPEN ann 1 1 false", "OPEN bob 3 1 false");
  }

  private void takeBackLastCommitWithOffsets() throws IOException {
    Path log = Path.of(CountRows.UPDATES.path(pipeline.warehouse()), "_delta_log");
    try (Stream<Path> files = Files.list(log)) {
      Path last =
          files
              .filter(file -> file.getFileName().toString().matches("\\d+\\.json"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      Files.delete(last);
    }
    try (Stream<Path> files = Files.list(log)) {
      for (Path checksum : files.filter(file -> file.toString().endsWith(".crc")).toList()) {
        Files.delete(checksum);
      }
    }
  }

  @Test
  void isNotGoneOnWithoutUnlessThatIsAccepted() throws Exception {
    topic.send(Event.of("ann", at(58)), Event.of("bob", at(60)));
    pipeline.run();
    pipeline.loseCheckpoint();
    topic.send(Event.of("ann", at(61)));
    topic.deleteBefore(0, 2);
    assertThatThrownBy(pipeline::run)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("the checkpoint of job count is lost and its state cannot be rebuilt")
        .hasMessageContaining("offsets [0, 2) of " + topic.name() + "-0 are gone from the topic")
        .hasMessageContaining("table events accounts for none of them");
    pipeline.set("footfall.source.accept-state-loss", "true").run();
    assertThat(pipeline.updates()).contains("OPEN ann 1 1 true");
    assertThat(
            RunFacts.read(
                pipeline.checkpoint().toString(),
                CountPipeline.SPARK.sessionState().newHadoopConf()))
        .get()
        .extracting(RunFacts::stateLostAtMicros)
        .as("the latest event whose state is missing")
        .isEqualTo(Micros.of(at(60)));
    pipeline.set("footfall.source.accept-state-loss", "false");
    topic.send(Event.of("ann", at(62)));
    pipeline.run();
    assertThat(pipeline.updates()).contains("OPEN ann 2 1 true");
  }

  @Test
  void isRebuiltFromTheTableOfEventsWhereTheTopicNoLongerReaches() throws Exception {
    topic.send(Event.of("ann", at(58)), Event.of("bob", at(60)), Event.of("ann", at(61)));
    pipeline.run();
    ingest(List.of("ann", "bob"), List.of(58L, 60L));
    pipeline.loseCheckpoint();
    topic.send(Event.of("ann", at(62)));
    topic.deleteBefore(0, 2);
    pipeline.run();
    assertThat(pipeline.updates()).contains("OPEN ann 3 1 false");
  }

  /** What ingest would have written of the first offsets. */
  private void ingest(List<String> users, List<Long> seconds) throws IOException {
    DeltaTableSink events =
        DeltaTableSink.open(
            CountPipeline.SPARK,
            pipeline.warehouse(),
            Tables.EVENTS,
            new TxnIds("default", "ingest", Tables.EVENTS.name()),
            0);
    TableWriters out =
        new TableWriters(
            pipeline.warehouse(), "test", CountPipeline.SPARK.sessionState().newHadoopConf());
    for (int i = 0; i < users.size(); i++) {
      long micros = at(seconds.get(i)).toEpochMilli() * 1_000;
      Object[] row = new Object[19];
      row[0] = UTF8String.fromString("id-" + i);
      row[1] = UTF8String.fromString(users.get(i));
      row[2] = UTF8String.fromString("view");
      row[3] = micros;
      row[12] =
          new ArrayBasedMapData(
              new GenericArrayData(new Object[0]), new GenericArrayData(new Object[0]));
      row[13] = 0;
      row[14] = UTF8String.fromString(topic.name());
      row[15] = 0;
      row[16] = (long) i;
      row[17] = micros;
      row[18] = micros;
      out.write(Tables.EVENTS, 20_000, new GenericInternalRow(row));
    }
    Map<KafkaPartition, OffsetRange> ranges =
        Map.of(new KafkaPartition(topic.name(), 0), new OffsetRange(0, users.size()));
    events.commit(new Batch("ingest", 0, ranges, 1), ranges, out.close().get(Tables.EVENTS.name()));
  }
}
