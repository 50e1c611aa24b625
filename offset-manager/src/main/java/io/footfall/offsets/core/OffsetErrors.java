package io.footfall.offsets.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.util.Optional;

/** The errors of this module that people see. */
public final class OffsetErrors {

  private OffsetErrors() {}

  static FootfallException retentionOvertook(KafkaPartition partition, OffsetRange lost) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s no longer holds offsets %s, which were not read yet (%,d offsets lost to retention)"
            .formatted(partition, lost, lost.size()),
        "Restore them from another source, or start a new pipeline name or warehouse from here");
  }

  static FootfallException topicShorterThanPosition(
      KafkaPartition partition, long position, long end) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s ends at offset %d, but offsets up to %d are accounted for already: the topic was deleted and made again"
            .formatted(partition, end, position),
        "Give the new topic another pipeline name (footfall.pipeline) or another warehouse");
  }

  static FootfallException tableBehindCheckpoint(
      String table,
      String checkpoint,
      KafkaPartition partition,
      Optional<Long> recorded,
      long finished) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "table %s %s, but checkpoint %s has finished offsets up to %d: the table was removed or set back"
            .formatted(
                table,
                recorded
                    .map(end -> "has recorded %s up to offset %d".formatted(partition, end))
                    .orElse("has recorded nothing of " + partition),
                checkpoint,
                finished),
        "Restore the table; or move the checkpoint folder away: the job then goes on from the"
            + " offsets in its table, or reads what the topic still holds");
  }

  /** The topic is not there. */
  public static FootfallException missingTopic(String topic, String bootstrapServers) {
    return new FootfallException(
        ErrorCategory.USER,
        "topic " + topic + " does not exist on " + bootstrapServers,
        "Create it, or correct kafka.topic.user");
  }

  /** A file of the checkpoint that cannot be read as what it should be. */
  public static FootfallException unreadableCheckpoint(String file, Throwable cause) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "checkpoint file " + file + " is torn or no checkpoint file",
        "Move the job's checkpoint folder away: the job then goes on from the offsets in its table",
        cause);
  }

  /** The checkpoint reads something else than the configuration names. */
  public static FootfallException checkpointOfAnotherTopic(
      String checkpoint, String found, String configured) {
    return new FootfallException(
        ErrorCategory.USER,
        "checkpoint %s belongs to %s, but the configuration reads %s"
            .formatted(checkpoint, found, configured),
        "Correct kafka.topic.user, or give this topic its own footfall.pipeline");
  }
}
