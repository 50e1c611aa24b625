package io.footfall.runtime.spark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What a checkpoint's offsets count in: a topic, Kafka's id of it, and the tables' source epoch, in
 * {@code footfall/source.json} beside the checkpoint.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SourceIdentity(String topic, String topicId, int sourceEpoch) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "source.json";

  static SourceIdentity of(TopicIdentity identity, int sourceEpoch) {
    return new SourceIdentity(identity.topic(), identity.topicId(), sourceEpoch);
  }

  /**
   * Compares, writing nothing.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the checkpoint is of another
   *     topic, of an earlier one of the same name, or of another source epoch
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
      if (!known.describe().equals(describe())) {
        throw OffsetErrors.checkpointOfAnotherTopic(checkpoint, known.describe(), describe());
      }
      if (known.sourceEpoch != sourceEpoch && log.lastPlannedBatch().isPresent()) {
        throw OffsetErrors.checkpointOfAnotherEpoch(checkpoint, known.sourceEpoch, sourceEpoch);
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
