package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the typed configuration. */
final class ConfigReader {
  private final Values values;
  private final Findings findings;

  ConfigReader(Values values, Findings findings) {
    this.values = values;
    this.findings = findings;
  }

  /** What is bad is noted in the findings and replaced by its default. */
  FootfallConfig read() {
    String dataDir = values.get(Options.DATA_DIR);
    FootfallConfig config =
        new FootfallConfig(
            values.get(Options.PIPELINE),
            dataDir,
            values.find(Options.WAREHOUSE).orElse(dataDir + "/warehouse"),
            values.find(Options.CHECKPOINTS).orElse(dataDir + "/checkpoints"),
            kafka(),
            new SourceConfig(
                values.get(Options.STARTING_OFFSETS),
                values.get(Options.MAX_OFFSETS),
                values.get(Options.ACCEPT_STATE_LOSS)),
            new IngestConfig(values.get(Options.TRIGGER)),
            funnel(),
            session(),
            offsets(),
            new TablesConfig(values.get(Options.LOG_RETENTION), values.get(Options.COMPACTION)),
            new RetentionConfig(
                values.get(Options.RETENTION_QUARANTINE), values.get(Options.RETENTION_STATS)),
            new RestartConfig(
                values.get(Options.MAX_RESTARTS),
                values.get(Options.RESTART_WINDOW),
                values.get(Options.RESTART_BACKOFF),
                values.get(Options.RESTART_MAX_BACKOFF)),
            MetricsOptions.read(values),
            new MappingReader(values, findings).read(SecretFiles.hashKey(values, findings)),
            new QuarantineConfig(values.get(Options.QUARANTINE_RAW)),
            new ReportConfig(values.get(Options.REPORT_ZONE), values.get(Options.REPORT_TRIGGER)),
            values.passedOn("spark."));
    checkPlaces(config);
    return config;
  }

  private FunnelConfig funnel() {
    FunnelReader reader = new FunnelReader(findings, values.get(FunnelOptions.MAX_STATE_LIFE));
    return new FunnelConfig(
        values.get(FunnelOptions.TRIGGER),
        values.get(FunnelOptions.LATENESS),
        values.get(FunnelOptions.MAX_EVENTS),
        reader.read(
            values.given(FunnelOptions.FUNNELS).orElseThrow(), values.get(FunnelOptions.FUNNELS)));
  }

  private KafkaConfig kafka() {
    Map<String, String> client = new HashMap<>();
    values
        .passedOn(KafkaKeys.PREFIX)
        .forEach((key, value) -> client.put(key.substring(KafkaKeys.PREFIX.length()), value));
    client.keySet().removeIf(name -> isOurs(KafkaKeys.PREFIX + name));
    client.put("isolation.level", values.get(Options.ISOLATION));
    Optional<String> servers = values.find(Options.SERVERS);
    return new KafkaConfig(servers, values.get(Options.TOPIC), values.get(Options.GROUP), client);
  }

  private SessionConfig session() {
    Duration gap = values.get(Options.SESSION_GAP);
    Duration lateness = values.get(Options.SESSION_LATENESS);
    Duration maxDuration = values.get(Options.SESSION_MAX_DURATION);
    if (maxDuration.compareTo(gap) < 0) {
      findings.problem(
          values.subject(Options.SESSION_MAX_DURATION),
          "shorter than " + Options.SESSION_GAP.key(),
          "make it at least as long");
    }
    return new SessionConfig(
        gap,
        lateness,
        maxDuration,
        values.find(Options.SESSION_IDLE).orElse(gap.plus(lateness.multipliedBy(2))),
        values.get(Options.SESSION_MAX_STATE),
        values.get(Options.SESSION_TRIGGER));
  }

  private OffsetsConfig offsets() {
    OffsetsConfig offsets =
        new OffsetsConfig(
            values.get(Options.PUBLISH),
            values.get(Options.PUBLISH_INTERVAL),
            values.get(Options.PUBLISH_HEARTBEAT),
            values.find(Options.ZOOKEEPER),
            values.get(Options.ZOOKEEPER_ROOT));
    if (offsets.targets().contains(OffsetsConfig.Target.ZOOKEEPER)
        && values.given(Options.ZOOKEEPER).isEmpty()) {
      findings.problem(
          values.subject(Options.PUBLISH),
          "publishes to zookeeper, but no server is named",
          "set " + Options.ZOOKEEPER.key() + " = \"host:2181\", or leave zookeeper out");
    }
    if (offsets.heartbeat().compareTo(offsets.interval()) < 0) {
      findings.problem(
          values.subject(Options.PUBLISH_HEARTBEAT),
          "less than " + Options.PUBLISH_INTERVAL.key(),
          "give the heartbeat the longer time");
    }
    return offsets;
  }

  private static boolean isOurs(String key) {
    return key.equals(Options.SERVERS.key())
        || key.equals(Options.TOPIC.key())
        || key.equals(Options.GROUP.key());
  }

  private void checkPlaces(FootfallConfig config) {
    if (Locations.overlap(config.warehouse(), config.checkpointRoot())) {
      findings.problem(
          "%s and %s"
              .formatted(
                  place(Options.WAREHOUSE, config.warehouse()),
                  place(Options.CHECKPOINTS, config.checkpointRoot())),
          "tables and checkpoints lie in one another",
          "give them folders beside each other");
    }
  }

  private String place(Option<?> option, String location) {
    return "%s = %s (%s)"
        .formatted(
            option.key(), location, values.given(option).map(Given::place).orElse(Given.DEFAULT));
  }
}
