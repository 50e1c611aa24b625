package io.footfall.schema.core.config;

import io.footfall.schema.core.mapping.MappingSpec;
import java.util.Map;

/**
 * The effective configuration, typed and checked. Built by {@link ConfigLoader} only.
 *
 * @param pipeline part of every appId, group, checkpoint folder and metric; {@code [A-Za-z0-9._-]+}
 * @param dataDir folder or URI where tables and checkpoints lie unless set apart; a local run's
 *     broker too
 * @param warehouse folder or URI that holds the tables, absolute, no final slash
 * @param checkpointRoot folder or URI above the jobs' checkpoints, absolute, no final slash
 * @param spark every {@code spark.*} key, as it goes to SparkConf
 */
public record FootfallConfig(
    String pipeline,
    String dataDir,
    String warehouse,
    String checkpointRoot,
    KafkaConfig kafka,
    SourceConfig source,
    IngestConfig ingest,
    FunnelConfig funnel,
    SessionConfig session,
    OffsetsConfig offsets,
    TablesConfig tables,
    RetentionConfig retention,
    RestartConfig restart,
    MetricsConfig metrics,
    MappingSpec mapping,
    QuarantineConfig quarantine,
    ReportConfig report,
    Map<String, String> spark) {

  public FootfallConfig {
    spark = Map.copyOf(spark);
  }

  /** Without the values of {@link #spark} that are secret. */
  @Override
  public String toString() {
    return ("FootfallConfig[pipeline=%s, dataDir=%s, warehouse=%s, checkpointRoot=%s, kafka=%s, source=%s,"
            + " ingest=%s, funnel=%s, session=%s, offsets=%s, tables=%s, retention=%s, restart=%s, metrics=%s, mapping=%s,"
            + " quarantine=%s, report=%s, spark=%s]")
        .formatted(
            pipeline,
            dataDir,
            warehouse,
            checkpointRoot,
            kafka,
            source,
            ingest,
            funnel,
            session,
            offsets,
            tables,
            retention,
            restart,
            metrics,
            mapping,
            quarantine,
            report,
            Secrets.masked(spark));
  }
}
