package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.generator.core.Truth;
import io.footfall.report.ReportJob;
import io.footfall.runtime.delta.Pinned;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** The report job beside the others, as `footfall run all` runs it. It has no query of its own. */
public final class FootfallReports implements Contender {

  @Override
  public String name() {
    return ReportJob.NAME;
  }

  /** None: whoever reads what is merged has no two seconds in mind. */
  @Override
  public List<WatchedTable> tables() {
    return List.of();
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    SupervisedJob.Environment environment =
        SupervisedJob.Environment.real(
            notice -> {
              throw BenchErrors.failed(ReportJob.NAME, new IllegalStateException(notice));
            });
    BackgroundMeter meter = BackgroundMeter.of(spark.sparkContext(), ReportJob.THREAD);
    try {
      return new Merging(ReportJob.start(spark, config, mode, merged -> {}, environment), meter);
    } catch (RuntimeException | Error e) {
      meter.close();
      throw e;
    }
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    Optional<Pinned> sessions = Pinned.newest(spark, config.warehouse(), ReportTables.SESSIONS);
    long rows = sessions.map(table -> table.rows().count()).orElse(0L);
    if (rows == 0) {
      throw BenchErrors.failed(
          ReportJob.NAME, new IllegalStateException("it has merged no session"));
    }
    return rows;
  }

  private record Merging(ReportJob job, BackgroundMeter meter) implements Running {

    @Override
    public List<StreamingQuery> queries() {
      return List.of();
    }

    @Override
    public Duration reportCpu() {
      return meter.cpu();
    }

    @Override
    public void awaitEnd() {
      job.awaitEnd(Long.MAX_VALUE);
    }

    @Override
    public void close() {
      try (meter) {
        job.stop();
        awaitEnd(); // throws when it failed
      }
    }
  }
}
