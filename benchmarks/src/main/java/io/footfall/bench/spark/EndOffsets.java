package io.footfall.bench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the offsets that a Kafka source reports. */
final class EndOffsets {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EndOffsets() {}

  /**
   * The sum over all partitions.
   *
   * @param reported {@code {"topic":{"0":12,"1":7}}}
   */
  static long sum(String reported) {
    try {
      long sum = 0;
      for (JsonNode topic : JSON.readTree(reported)) {
        for (JsonNode offset : topic) {
          sum += offset.asLong();
        }
      }
      return sum;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no offsets: " + reported, e);
    }
  }
}
