package io.footfall.runtime.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Which topic a checkpoint reads: its name and Kafka's id of it, in {@code footfall/source.json}
 * beside the checkpoint.
 */
record SourceIdentity(String topic, String topicId) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "source.json";

  /**
   * Compares, writing nothing.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the checkpoint is of another
   *     topic, or of an earlier one of the same name
   */
  void check(String checkpoint, CheckpointLog log, Configuration hadoop) throws IOException {
    if (log.lastPlannedBatch().isPresent()) {
      String read = log.ends(log.lastPlannedBatch().getAsLong()).firstKey().topic();
      if (!read.equals(topic)) {
        throw OffsetErrors.checkpointOfAnotherTopic(checkpoint, "topic " + read, "topic " + topic);
      }
    }
    Optional<String> kept = new CheckpointFiles(checkpoint, hadoop).read(FILE);
    if (kept.isPresent()) {
      SourceIdentity known = parse(checkpoint, kept.get());
      if (!known.equals(this)) {
        throw OffsetErrors.checkpointOfAnotherTopic(checkpoint, known.describe(), describe());
      }
    }
  }

  private static SourceIdentity parse(String checkpoint, String text) {
    try {
      return JSON.readValue(text, SourceIdentity.class);
    } catch (JsonProcessingException e) {
      throw OffsetErrors.unreadableCheckpoint(checkpoint + "/footfall/" + FILE, e);
    }
  }

  /** Remembers, for the next start. */
  void keep(String checkpoint, Configuration hadoop) throws IOException {
    new CheckpointFiles(checkpoint, hadoop).write(FILE, JSON.writeValueAsString(this));
  }

  private String describe() {
    return "topic " + topic + " with the id " + topicId;
  }
}
