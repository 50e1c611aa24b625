package io.footfall.cli.audit;

import io.footfall.funnel.spark.FunnelAudit;
import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.session.spark.SessionAudit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One of the checks of {@code footfall audit}. */
public interface Check {
  /** Every offset stands in exactly one table. */
  Check OFFSETS =
      (spark, config) ->
          Optional.of(OffsetAudit.run(spark, config.warehouse(), config.pipeline()))
              .filter(report -> !report.partitions().isEmpty())
              .map(OffsetOutcome::new);

  /** Sessions are those that the events make. */
  Check SESSIONS = (spark, config) -> SessionAudit.run(spark, config).map(SessionOutcome::new);

  /** The sums over the funnels' rows are those of a recount. */
  Check FUNNELS = (spark, config) -> FunnelAudit.run(spark, config).map(FunnelOutcome::new);

  /** All there are, in the order in which they are done. */
  List<Check> ALL = List.of(OFFSETS, SESSIONS, FUNNELS);

  /** Checks; empty when the pipeline has recorded nothing that could be checked. */
  Optional<Outcome> run(SparkSession spark, FootfallConfig config);
}
