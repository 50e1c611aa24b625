package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** What the baselines share: the source, consumer settings, trigger and limits of the jobs. */
final class Baseline {
  private static final Duration BROKER_DEADLINE = Duration.ofSeconds(15);

  private Baseline() {}

  static Dataset<Row> source(SparkSession spark, FootfallConfig config, String servers) {
    return KafkaSource.read(
        spark, servers, config.kafka(), config.source(), start(config, servers));
  }

  /** All that the topic holds, in batch, with the columns of {@link #source}. */
  static Dataset<Row> wholeTopic(SparkSession spark, FootfallConfig config) {
    String servers = config.kafka().bootstrapServers().orElseThrow();
    return spark
        .read()
        .format("kafka")
        .options(KafkaSource.options(servers, config.kafka(), start(config, servers)))
        .load();
  }

  private static Map<KafkaPartition, Long> start(FootfallConfig config, String servers) {
    try (TopicReader reader =
        TopicReader.connect(servers, config.kafka().clientOptions(), BROKER_DEADLINE)) {
      Map<KafkaPartition, Long> start = new TreeMap<>();
      reader
          .ranges(config.kafka().topic())
          .forEach((partition, range) -> start.put(partition, range.from()));
      return start;
    }
  }

  static Contender.Running start(
      String name, DataStreamWriter<Row> writer, FootfallConfig config, RunMode mode) {
    return start(name, writer, config, mode, config.checkpointRoot() + "/" + name);
  }

  static Contender.Running start(
      String name,
      DataStreamWriter<Row> writer,
      FootfallConfig config,
      RunMode mode,
      String checkpoint) {
    try {
      return new Query(
          name,
          writer
              .queryName(name)
              .option("checkpointLocation", checkpoint)
              .trigger(
                  mode == RunMode.AVAILABLE_NOW
                      ? Trigger.AvailableNow()
                      : Trigger.ProcessingTime(config.ingest().trigger().toMillis()))
              .start());
    } catch (TimeoutException e) {
      throw BenchErrors.failed(name, e);
    }
  }

  private record Query(String name, StreamingQuery query) implements Contender.Running {

    @Override
    public List<StreamingQuery> queries() {
      return List.of(query);
    }

    @Override
    public void awaitEnd() {
      try {
        query.awaitTermination();
      } catch (StreamingQueryException e) {
        throw BenchErrors.failed(name, e);
      }
    }

    @Override
    public void close() {
      try {
        query.stop();
      } catch (TimeoutException e) {
        throw BenchErrors.failed(name, e);
      }
    }
  }
}
