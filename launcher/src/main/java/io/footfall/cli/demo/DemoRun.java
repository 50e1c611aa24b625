package io.footfall.cli.demo;

import io.footfall.generator.kafka.SendResult;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * What was sent, and where the tables are.
 *
 * @param sent what counts, acknowledged to the last record
 * @param offsets of {@code sent}
 */
public record DemoRun(
    SparkSession spark,
    FootfallConfig config,
    SendResult sent,
    Map<KafkaPartition, OffsetRange> offsets) {

  static DemoRun of(SparkSession spark, FootfallConfig config, SendResult sent) {
    return new DemoRun(spark, config, sent, offsets(config, sent));
  }

  /** What the broker acknowledged. */
  static Map<KafkaPartition, OffsetRange> offsets(FootfallConfig config, SendResult sent) {
    Map<KafkaPartition, OffsetRange> offsets = new TreeMap<>();
    sent.acks()
        .forEach(
            (partition, ack) ->
                offsets.put(
                    new KafkaPartition(config.kafka().topic(), partition),
                    new OffsetRange(ack.firstOffset(), ack.lastOffset() + 1)));
    return offsets;
  }

  public String warehouse() {
    return config.warehouse();
  }
}
