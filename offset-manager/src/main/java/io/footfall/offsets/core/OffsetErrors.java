package io.footfall.offsets.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The errors of this module that people see. */
public final class OffsetErrors {

  private static final String NEW_EPOCH =
      "`footfall offsets reset --to-earliest --execute` begins a new source epoch with the topic as"
          + " it is now; or give it another footfall.pipeline";

  private OffsetErrors() {}

  static FootfallException retentionOvertook(SortedMap<KafkaPartition, OffsetRange> lost) {
    String ranges =
        lost.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    long records = lost.values().stream().mapToLong(OffsetRange::size).sum();
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "the topic no longer holds offsets that were not read yet (%,d lost to retention): %s"
            .formatted(records, ranges),
        "`footfall offsets reset --to-current --accept-loss --execute` lists them in accepted_losses"
            + " and goes on behind them");
  }

  static FootfallException topicShorterThanPosition(
      KafkaPartition partition, long position, long end) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s ends at offset %d, but offsets up to %d are accounted for already: the topic was deleted and made again, or the broker has lost records"
            .formatted(partition, end, position),
        NEW_EPOCH);
  }

  /** The offsets that a table has recorded count in another topic. */
  public static FootfallException topicRecreated(
      String table, TopicIdentity recorded, TopicIdentity found) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "table %s has recorded offsets of %s, but the broker has %s: the topic was deleted and made again, or this is another cluster"
            .formatted(table, recorded.describe(), found.describe()),
        NEW_EPOCH);
  }

  /** The topic was deleted and made again under a running job. */
  public static FootfallException topicReplacedWhileRunning(
      TopicIdentity planned, String topicIdNow) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s was deleted and made again while the job ran (its id is %s now); the running batch was not committed"
            .formatted(planned.describe(), topicIdNow),
        NEW_EPOCH);
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

  /** The checkpoint is not there any more, and was when the job started. */
  public static FootfallException checkpointRemoved(String checkpoint, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "checkpoint " + checkpoint + " was removed under the running job",
        "Start the job again: it goes on from the offsets in its table",
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

  /** Checkpoint and tables are of different source epochs. */
  public static FootfallException checkpointOfAnotherEpoch(
      String checkpoint, int found, int recorded) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "checkpoint %s belongs to source epoch %d, but the tables are at %d"
            .formatted(checkpoint, found, recorded),
        "Move the job's checkpoint folder away: the job then goes on from the offsets in its table");
  }

  /** Somebody consumes under the group's name. */
  public static FootfallException groupInUse(String group, String members, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "Kafka group %s is in use by somebody else (%s), so no offsets can be published under it"
            .formatted(group, members),
        "Give the pipeline a group of its own with kafka.group.id, or end those consumers",
        cause);
  }

  /** Another pipeline or job publishes there. */
  public static FootfallException groupOfAnother(String group, String owner, String self) {
    return new FootfallException(
        ErrorCategory.USER,
        "Kafka group %s holds offsets that %s has published, not %s".formatted(group, owner, self),
        "Give each pipeline a group of its own with kafka.group.id");
  }

  /** A place for published offsets does not answer, or refuses. */
  public static FootfallException storeUnusable(String place, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "%s cannot be read or written (%s)".formatted(place, reason(cause)),
        "Check that it runs, its address, and the permissions of this user",
        cause);
  }

  static FootfallException badCsv(String file, int line, String what) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s, line %d: %s".formatted(file, line, what),
        "Write lines topic,partition,offset as `footfall offsets export` does");
  }

  static FootfallException strangePartition(String file, KafkaPartition partition) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s has an offset of %s, which the topic of this pipeline does not have"
            .formatted(file, partition),
        "Correct the file, or kafka.topic.user");
  }

  private static String reason(Throwable cause) {
    String message =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
