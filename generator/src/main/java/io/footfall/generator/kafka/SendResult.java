package io.footfall.generator.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sending that was acknowledged to the last record.
 *
 * @param spec as it was run, with its start
 * @param acks by partition; partitions that got nothing are absent
 * @param sendStart the record timestamp of the first record, to the millisecond
 * @param elapsed until the last acknowledgement
 * @param maxBehind how far the sending was behind its schedule at worst; zero without a rate
 */
public record SendResult(
    GeneratorSpec spec,
    Truth truth,
    Map<Integer, PartitionAck> acks,
    Instant sendStart,
    Duration elapsed,
    Duration maxBehind) {

  public SendResult {
    acks = Map.copyOf(acks);
  }

  public long acknowledged() {
    return acks.values().stream().mapToLong(PartitionAck::count).sum();
  }

  /** The truth's JSON and, beside it, what was acknowledged; {@link Truth#fromJson} reads it. */
  public ObjectNode toJson() {
    ObjectNode node = truth.toJson();
    node.put("send_start", sendStart.toString());
    node.put("elapsed_ms", elapsed.toMillis());
    node.put("max_behind_ms", maxBehind.toMillis());
    node.put("acknowledged", acknowledged());
    ObjectNode partitions = node.putObject("partitions");
    new TreeMap<>(acks)
        .forEach(
            (partition, ack) ->
                partitions
                    .putObject(partition.toString())
                    .put("count", ack.count())
                    .put("first_offset", ack.firstOffset())
                    .put("last_offset", ack.lastOffset()));
    return node;
  }
}
