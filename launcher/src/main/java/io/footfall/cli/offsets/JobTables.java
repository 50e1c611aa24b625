package io.footfall.cli.offsets;

import io.footfall.cli.context.CliErrors;
import io.footfall.funnel.spark.FunnelTables;
import io.footfall.ingest.spark.IngestTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.session.spark.SessionTables;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of a job, as far as its offsets go.
 *
 * @param authority the table whose recorded offsets decide
 * @param followers the job's other tables
 * @param byEpoch whether all rows carry the source epoch, so that records can be read again into
 *     the same tables and told apart
 */
public record JobTables(
    String job, TableLayout authority, List<TableLayout> followers, boolean byEpoch) {
  private static final List<JobTables> ALL =
      List.of(
          new JobTables(IngestTables.JOB, IngestTables.AUTHORITY, IngestTables.FOLLOWERS, true),
          new JobTables(
              SessionTables.JOB, SessionTables.AUTHORITY, List.of(SessionTables.LATE), false),
          new JobTables(
              FunnelTables.JOB, FunnelTables.AUTHORITY, List.of(FunnelTables.LATE), false));

  /**
   * By name.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, for another name
   */
  public static JobTables of(String job) {
    return ALL.stream()
        .filter(each -> each.job().equals(job))
        .findFirst()
        .orElseThrow(() -> CliErrors.unknownJob(job, names()));
  }

  private static String names() {
    return ALL.stream().map(JobTables::job).collect(Collectors.joining(", "));
  }
}
