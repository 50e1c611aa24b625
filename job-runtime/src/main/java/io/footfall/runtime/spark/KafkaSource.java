package io.footfall.runtime.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.schema.core.config.KafkaConfig;
import io.footfall.schema.core.config.SourceConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The topic as a stream. Columns, in this order: {@code key} and {@code value} binary, {@code
 * topic}, {@code partition}, {@code offset}, {@code timestamp}, and {@code batch_time}, which stays
 * the same when a batch is run again.
 */
public final class KafkaSource {
  public static final int KEY = 0;
  public static final int VALUE = 1;
  public static final int TOPIC = 2;
  public static final int PARTITION = 3;
  public static final int OFFSET = 4;
  public static final int TIMESTAMP = 5;
  public static final int BATCH_TIME = 6;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Spark's reader asks for its position after each poll: make polls large. */
  private static final Map<String, String> CLIENT_DEFAULTS =
      Map.of(
          "max.poll.records", "10000",
          "max.partition.fetch.bytes", "10485760",
          "fetch.max.bytes", "52428800",
          "fetch.max.wait.ms", "20");

  private KafkaSource() {}

  /**
   * Reads.
   *
   * @param bootstrapServers where, also for the embedded broker
   * @param start first offset of every partition; without effect where a checkpoint is alive
   */
  public static Dataset<Row> read(
      SparkSession spark,
      String bootstrapServers,
      KafkaConfig kafka,
      SourceConfig source,
      Map<KafkaPartition, Long> start) {
    Map<String, String> options = options(bootstrapServers, kafka, start);
    options.put("maxOffsetsPerTrigger", Long.toString(source.maxOffsetsPerTrigger()));
    return spark
        .readStream()
        .format("kafka")
        .options(options)
        .load()
        .select(
            functions.col("key"),
            functions.col("value"),
            functions.col("topic"),
            functions.col("partition"),
            functions.col("offset"),
            functions.col("timestamp"),
            functions.current_timestamp().as("batch_time"));
  }

  /** The options of Spark's source that all ways to read the topic share; may be added to. */
  public static Map<String, String> options(
      String bootstrapServers, KafkaConfig kafka, Map<KafkaPartition, Long> start) {
    Map<String, String> client = new TreeMap<>(CLIENT_DEFAULTS);
    client.putAll(kafka.clientOptions());
    client.put("bootstrap.servers", bootstrapServers);
    Map<String, String> options = new TreeMap<>();
    client.forEach((key, value) -> options.put("kafka." + key, value));
    options.put("subscribe", kafka.topic());
    options.put("startingOffsets", json(start));
    options.put("failOnDataLoss", "true");
    return options;
  }

  /** Offsets as Spark's source writes them. */
  public static String json(Map<KafkaPartition, Long> start) {
    Map<String, Map<String, Long>> byTopic = new TreeMap<>();
    start.forEach(
        (partition, offset) ->
            byTopic
                .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(Integer.toString(partition.number()), offset));
    try {
      return JSON.writeValueAsString(byTopic);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
