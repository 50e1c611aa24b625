package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents why Footfall has a sink of its own. The usual way to an idempotent {@code foreachBatch}
 * is stock Delta with a fixed {@code txnAppId} and the batch's number as {@code txnVersion}. After
 * a lost checkpoint the numbers begin at 0 again, Delta takes them for batches that it has, and
 * drops them without a word. {@code IngestJobIT.goesOnAfterTheCheckpointWasLostWithoutLossOrDouble}
 * is the same story with Footfall's sink.
 */
@ExtendWith(SharedKafka.class)
class StockSinkTrapIT {
  @TempDir private Path folder;

  @Test
  void theStockSinkWithAFixedAppIdLosesEventsAfterALostCheckpoint(TestKafka kafka)
      throws Exception {
    Topic topic = Topic.create(kafka.bootstrapServers(), 1);
    for (int batch = 0; batch < 3; batch++) {
      topic.send(0, events("before-" + batch + "-", 10));
      ingest(topic);
    }
    assertThat(events()).isEqualTo(30);
    JavaUtils.deleteRecursively(folder.resolve("checkpoint").toFile());
    topic.send(0, events("after-", 10));
    ingest(topic);
    assertThat(events()).as("the ten are lost, without an error").isEqualTo(30);
  }

  private void ingest(Topic topic) throws Exception {
    Pipeline.SPARK
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", topic.bootstrapServers())
        .option("subscribe", topic.name())
        .option("startingOffsets", "earliest")
        .load()
        .selectExpr("offset", "string(value) AS value")
        .writeStream()
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(this::append)
        .start()
        .awaitTermination();
  }

  private void append(Dataset<Row> rows, Long batch) {
    rows.write()
        .format("delta")
        .mode("append")
        .option("txnAppId", "ingest")
        .option("txnVersion", batch)
        .save(folder.resolve("events").toString());
  }

  private long events() {
    return Pipeline.SPARK.read().format("delta").load(folder.resolve("events").toString()).count();
  }

  private static String[] events(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> Topic.event(prefix + i)).toArray(String[]::new);
  }
}
