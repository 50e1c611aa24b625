package io.footfall.runtime.spark.keyed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.spark.KafkaSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * A position in the topic as Spark's Kafka source writes it. Two are equal to Spark when their
 * texts are: a blank at the end makes another position of the same offsets, which is how a query on
 * an idle topic gets its first batch.
 */
final class OffsetText extends Offset {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Map<Integer, Long>>> TYPE =
      new TypeReference<>() {};
  private static final String BLANK = " ";

  private final String json;

  private OffsetText(String json) {
    this.json = json;
  }

  static OffsetText of(String json) {
    return new OffsetText(json);
  }

  static OffsetText of(Map<KafkaPartition, Long> offsets) {
    return new OffsetText(KafkaSource.json(offsets));
  }

  @Override
  public String json() {
    return json;
  }

  Map<KafkaPartition, Long> offsets() {
    Map<KafkaPartition, Long> offsets = new TreeMap<>();
    try {
      JSON.readValue(json, TYPE)
          .forEach(
              (topic, partitions) ->
                  partitions.forEach(
                      (number, offset) -> offsets.put(new KafkaPartition(topic, number), offset)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no offsets of Kafka: " + json, e);
    }
    return offsets;
  }

  /** The same offsets, another position. */
  OffsetText again() {
    return new OffsetText(json.endsWith(BLANK) ? json.stripTrailing() : json + BLANK);
  }
}
