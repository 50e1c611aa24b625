package io.footfall.cli.doctor;

import io.footfall.cli.doctor.Finding.Status;
import io.footfall.ingest.IngestJob;
import io.footfall.offsets.core.StartPlan;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Where a job would start and why; it is planned as a start would, so that all guards are asked.
 */
final class StartChecks {
  private static final String CHECK = "start";

  private final FootfallConfig config;

  StartChecks(FootfallConfig config) {
    this.config = config;
  }

  /**
   * One finding per partition.
   *
   * @param before what other checks found: with a failure there is nothing to plan on
   */
  List<Finding> findings(List<Finding> before) {
    if (config.kafka().bootstrapServers().isEmpty()) {
      return List.of(Finding.skip(CHECK, "needs a broker that is configured"));
    }
    if (before.stream().anyMatch(finding -> finding.status() == Status.FAIL)) {
      return List.of(Finding.skip(CHECK, "needs the checks before it"));
    }
    try (SparkSession spark =
        Sessions.open("footfall-doctor", config.spark(), Optional.of("local[1]"))) {
      StartPlan plan =
          IngestJob.plan(spark, config, config.kafka().bootstrapServers().get()).start();
      return plan.explain().lines().map(line -> Finding.ok(CHECK, "ingest: " + line)).toList();
    } catch (FootfallException e) {
      return List.of(Finding.fail(CHECK, "ingest: " + e.problem(), e.remedy()));
    }
  }
}
