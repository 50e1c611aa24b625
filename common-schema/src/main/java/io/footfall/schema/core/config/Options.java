package io.footfall.schema.core.config;

import io.footfall.schema.core.config.OffsetsConfig.Target;
import io.footfall.schema.core.config.QuarantineConfig.RawPolicy;
import io.footfall.schema.core.config.SourceConfig.StartingOffsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every key of Footfall's own, defined once: reading, defaults and documentation follow from it.
 */
final class Options {

  /** A chapter of the reference. */
  record Section(String title, String intro, List<Option<?>> options) {}

  static final Option<String> PIPELINE =
      Option.of(
          "footfall.pipeline",
          Types.name(100),
          "default",
          "Names the pipeline: part of every transaction id, group, checkpoint folder and metric, so"
              + " that several pipelines share a broker and a cluster. Each has a warehouse of its own:"
              + " rows do not tell pipelines apart.");
  static final Option<String> DATA_DIR =
      Option.of(
          "footfall.data-dir",
          Types.location(),
          "footfall-data",
          "Folder or URI that holds tables and checkpoints, where these are not set themselves."
              + " A relative path starts at the working directory.");
  static final Option<String> WAREHOUSE =
      Option.optional(
          "footfall.warehouse",
          Types.location(),
          "`<footfall.data-dir>/warehouse`",
          "Folder or URI that holds the tables. Not inside the checkpoints, nor they in it.");
  static final Option<String> CHECKPOINTS =
      Option.optional(
          "spark.checkpoint.dir",
          Types.location(),
          "`<footfall.data-dir>/checkpoints`",
          "Folder or URI above the jobs' checkpoints.");

  static final Option<String> SERVERS =
      Option.optional(
          "kafka.bootstrap.servers",
          Types.servers(),
          "none: an embedded broker is started",
          "Brokers to start from, as text or as a list.");
  static final Option<String> TOPIC =
      Option.of("kafka.topic.user", Types.name(249), "user_behavior", "The topic that is read.");
  static final Option<String> GROUP =
      Option.of(
          "kafka.group.id",
          Types.text(),
          "footfall",
          "Group under which offsets are *published* for people and tools. The source itself never"
              + " uses it.");
  static final Option<String> ISOLATION =
      Option.of(
          "kafka.isolation.level",
          Types.choice(List.of("read_committed", "read_uncommitted")),
          "read_committed",
          "Whether records of open and aborted transactions are read.");

  static final Option<StartingOffsets> STARTING_OFFSETS =
      Option.of(
          "footfall.source.starting-offsets",
          Types.choice(StartingOffsets.class),
          "earliest",
          "Where a pipeline starts that has neither a checkpoint nor a table. `published`: where the"
              + " first of `footfall.offsets.publish` says, and at the earliest offset where it says"
              + " nothing.");
  static final Option<Long> MAX_OFFSETS =
      Option.of(
          "footfall.source.max-offsets-per-trigger",
          Types.count(),
          "500000",
          "The most offsets that one batch takes, over all partitions: what bounds a batch after a"
              + " pause.");
  static final Option<Boolean> ACCEPT_STATE_LOSS =
      Option.of(
          "footfall.source.accept-state-loss",
          Types.bool(),
          "false",
          "Whether a job whose checkpoint is lost, and whose state cannot be rebuilt from the topic"
              + " or from `events`, goes on without it. Results that need what is lost are then"
              + " marked as truncated. For one start.");
  static final Option<Path> SECRETS_FILE =
      Option.optional(
          "footfall.source.secrets-file",
          Types.file(),
          "none",
          "A `.properties` file with Kafka client settings that are secret, with or without the"
              + " prefix `kafka.`. Nothing in it is ever shown. It wins over the configuration file.");
  static final Option<Duration> TRIGGER =
      Option.of(
          "footfall.ingest.trigger",
          Types.duration(),
          "0 s",
          "Least time between the starts of two batches. Zero: the next starts when one ends.");

  static final Option<Duration> SESSION_GAP =
      Option.of(
          "footfall.session.gap",
          Types.longerThanZero(),
          "10 minutes",
          "Neighbouring events of a user at most this far apart are of one session. Frozen by the"
              + " checkpoint.");
  static final Option<Duration> SESSION_LATENESS =
      Option.of(
          "footfall.session.lateness",
          Types.duration(),
          "2 minutes",
          "How far the watermark stays behind the largest event time. An event older than the"
              + " watermark goes to `session_late_events` only. Frozen by the checkpoint.");
  static final Option<Duration> SESSION_MAX_DURATION =
      Option.of(
          "footfall.session.max-duration",
          Types.longerThanZero(),
          "24 hours",
          "An event later than the first of its session by more opens the next (`split_reason`). At"
              + " least the gap. Frozen by the checkpoint.");
  static final Option<Duration> SESSION_IDLE =
      Option.optional(
          "footfall.session.idle",
          Types.longerThanZero(),
          "the gap and twice the lateness",
          "How long after a user's last batch an open session is written as CLOSED although the"
              + " watermark stands still, as on an idle topic. It opens again with the next event in"
              + " time.");
  static final Option<Long> SESSION_MAX_STATE =
      Option.of(
          "footfall.session.max-state-bytes",
          Types.bytes(),
          "1 MiB",
          "The most that is kept of one user. Beyond, exactness is given up, first for copies of"
              + " events, and rows say `capped`.");
  static final Option<Duration> SESSION_TRIGGER =
      Option.of(
          "footfall.session.trigger",
          Types.duration(),
          "0 s",
          "Least time between the starts of two batches. Zero: the next starts when one ends.");

  static final Option<List<Target>> PUBLISH =
      Option.of(
          "footfall.offsets.publish",
          Types.choices(Target.class),
          "[kafka]",
          "Where the offsets that tables have recorded are published, after each commit and beside"
              + " it: `kafka`, the committed offsets of the group `kafka.group.id` (ingest; other jobs"
              + " add `.session`, `.funnel`); `zookeeper`, nodes. `[]`: nowhere. Copies for people and"
              + " tools; no job starts from them unless told to.");
  static final Option<Duration> PUBLISH_INTERVAL =
      Option.of(
          "footfall.offsets.interval",
          Types.duration(),
          "1 s",
          "Least time between two writes to one target; what is committed meanwhile is written at"
              + " once.");
  static final Option<Duration> PUBLISH_HEARTBEAT =
      Option.of(
          "footfall.offsets.heartbeat",
          Types.duration(),
          "1 minute",
          "How often offsets are published again that have not changed, so that brokers do not expire"
              + " them and strangers' changes do not last.");
  static final Option<String> ZOOKEEPER =
      Option.optional(
          "footfall.offsets.zookeeper.connect",
          Types.servers(),
          "none",
          "ZooKeeper servers. Needed where `footfall.offsets.publish` has `zookeeper`.");
  static final Option<String> ZOOKEEPER_ROOT =
      Option.of(
          "footfall.offsets.zookeeper.root",
          Types.nodePath(),
          "/footfall",
          "The node above `PIPELINE/JOB/offsets/TOPIC/PARTITION`, which holds an offset as decimal"
              + " text.");

  static final Option<Duration> LOG_RETENTION =
      Option.of(
          "footfall.tables.log-retention",
          Types.duration(),
          "3 hours",
          "Age from which entries of a table's log are removed, to the full hour. A table written"
              + " several times a second has very many; time travel reaches no further back. Entries"
              + " that a registered reader still needs stay.");
  static final Option<Optional<Duration>> COMPACTION =
      Option.of(
          "footfall.tables.compaction",
          Types.bound(),
          "1 hour",
          "How often a running job joins the small files of its tables, beside its batches.");
  static final Option<Optional<Duration>> RETENTION_QUARANTINE =
      Option.of(
          "footfall.retention.quarantine",
          Types.bound(),
          "none",
          "Age from which `footfall maintain` removes rejected records from `quarantine`, whole days"
              + " (UTC) of commits at a time, and with them their `quarantine_attempts`. Where they"
              + " were is listed in `removals` first, so that the audit adds up; their bytes are gone"
              + " for good. `none`: never.");
  static final Option<Optional<Duration>> RETENTION_STATS =
      Option.of(
          "footfall.retention.event-stats-partial",
          Types.bound(),
          "none",
          "Age from which `footfall maintain` removes partial counts from `event_stats_partial`,"
              + " whole days (UTC) of commits at a time, once the report job has merged them into"
              + " `event_stats`. That table cannot be made anew then, and `event_stats_live` is"
              + " refused. `none`: never.");
  static final Option<Long> MAX_RESTARTS =
      Option.of(
          "footfall.restart.max-restarts",
          Types.countOrZero(),
          "10",
          "How often a failed job is started again within `footfall.restart.window` before it gives"
              + " up and the process ends. 0: never. Errors that only a person can mend are not"
              + " retried.");
  static final Option<Duration> RESTART_WINDOW =
      Option.of(
          "footfall.restart.window",
          Types.duration(),
          "10 minutes",
          "How long a failure counts against `footfall.restart.max-restarts`.");
  static final Option<Duration> RESTART_BACKOFF =
      Option.of(
          "footfall.restart.backoff",
          Types.duration(),
          "1 s",
          "Wait before the first restart; doubled for each further failure in the window. The real"
              + " wait is a random half to whole of it.");
  static final Option<Duration> RESTART_MAX_BACKOFF =
      Option.of(
          "footfall.restart.max-backoff",
          Types.duration(),
          "1 minute",
          "The longest wait before a restart.");

  static final Option<Path> HASH_KEY_FILE =
      Option.optional(
          "footfall.privacy.hash-key-file",
          Types.file(),
          "none",
          "File with the key for `privacy = hash`, at least 16 bytes; one line break at its end does"
              + " not count. Keep it: with another key, the same value gets another hash.");
  static final Option<String> HASH_KEY =
      Option.optional(
          "footfall.privacy.hash-key",
          Types.text(),
          "none",
          "The key itself, only from the environment: `FOOTFALL_PRIVACY_HASH_KEY`. Wins over the"
              + " file.");
  static final Option<Optional<Duration>> MAX_AHEAD =
      Option.of(
          "footfall.validation.max-ahead",
          Types.bound(),
          "5 minutes",
          "How far an event's time may be later than its Kafka timestamp; beyond, the record is"
              + " quarantined as TIME_TOO_FAR_AHEAD.");
  static final Option<Optional<Duration>> MAX_AGE =
      Option.of(
          "footfall.validation.max-age",
          Types.bound(),
          "30 days",
          "How far an event's time may be earlier than its Kafka timestamp; beyond, the record is"
              + " quarantined as TIME_TOO_OLD. Write `none` to take in history.");
  static final Option<RawPolicy> QUARANTINE_RAW =
      Option.of(
          "footfall.quarantine.raw",
          Types.choice(RawPolicy.class),
          "auto",
          "Whether the table `quarantine` keeps the bytes of a rejected record. `auto` keeps them"
              + " unless a privacy rule drops or hashes something.");
  static final Option<ZoneId> REPORT_ZONE =
      Option.of(
          "footfall.report.zone",
          Types.zone(),
          "UTC",
          "Time zone in which a day begins in reports. Tables hold UTC.");
  static final Option<Duration> REPORT_TRIGGER =
      Option.of(
          "footfall.report.trigger",
          Types.duration(),
          "30 seconds",
          "How often the report job merges what the other jobs have written.");

  private Options() {}

  static List<Section> sections() {
    return List.of(
        new Section("Pipeline and places", "", List.of(PIPELINE, DATA_DIR, WAREHOUSE, CHECKPOINTS)),
        new Section(
            "Kafka",
            """
            Every other `kafka.*` key goes to the Kafka clients without its prefix, e.g.
            `kafka.security.protocol`. A name that Kafka's clients do not know gives a warning. These are
            refused, because Footfall decides them: %s.
            """
                .formatted(KafkaKeys.refused()),
            List.of(SERVERS, TOPIC, GROUP, ISOLATION)),
        new Section(
            "Jobs",
            "",
            List.of(STARTING_OFFSETS, MAX_OFFSETS, ACCEPT_STATE_LOSS, SECRETS_FILE, TRIGGER)),
        new Section("Funnels", FunnelOptions.INTRO, FunnelOptions.all()),
        new Section(
            "Sessions",
            "",
            List.of(
                SESSION_GAP,
                SESSION_LATENESS,
                SESSION_MAX_DURATION,
                SESSION_IDLE,
                SESSION_MAX_STATE,
                SESSION_TRIGGER)),
        new Section(
            "Published offsets",
            "",
            List.of(PUBLISH, PUBLISH_INTERVAL, PUBLISH_HEARTBEAT, ZOOKEEPER, ZOOKEEPER_ROOT)),
        new Section("Tables", "", List.of(LOG_RETENTION, COMPACTION)),
        new Section(
            "Retention",
            """
            Carried out by `footfall maintain`. All other tables keep their rows: see
            [Retention](operations.md#retention).
            """,
            List.of(RETENTION_QUARANTINE, RETENTION_STATS)),
        new Section(
            "Restarts",
            "",
            List.of(MAX_RESTARTS, RESTART_WINDOW, RESTART_BACKOFF, RESTART_MAX_BACKOFF)),
        new Section("Metrics, health and live page", "", MetricsOptions.all()),
        new Section("Field mapping", MappingOptions.INTRO, MappingOptions.all()),
        new Section("Privacy", "", List.of(HASH_KEY_FILE, HASH_KEY)),
        new Section("Validation and quarantine", "", List.of(MAX_AHEAD, MAX_AGE, QUARANTINE_RAW)),
        new Section("Reports", "", List.of(REPORT_ZONE, REPORT_TRIGGER)));
  }

  /** Every option under its key. */
  static Map<String, Option<?>> byKey() {
    Map<String, Option<?>> options = new TreeMap<>();
    for (Section section : sections()) {
      section.options().forEach(option -> options.put(option.key(), option));
    }
    return options;
  }
}
