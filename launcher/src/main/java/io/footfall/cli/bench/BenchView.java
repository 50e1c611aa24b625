package io.footfall.cli.bench;

import io.footfall.bench.core.CatchUpResult;
import io.footfall.bench.core.CodecResult;
import io.footfall.bench.core.FunnelResult;
import io.footfall.bench.core.HealthMark;
import io.footfall.bench.core.Latencies;
import io.footfall.bench.core.LatencyResult;
import io.footfall.bench.core.LatencyRun;
import io.footfall.bench.core.Phases;
import io.footfall.bench.core.TableGrowth;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** Benchmarks' results as rows. */
public final class BenchView {

  private BenchView() {}

  /** A row for each variant; files, bytes and batches are those of the last round. */
  public static Rows rows(CatchUpResult result) {
    Rows rows =
        Rows.of(
            Column.left("variant"),
            Column.right("events_per_s"),
            Column.right("min"),
            Column.right("max"),
            Column.right(result.ratioKey()),
            Column.right("start_s"),
            Column.right("cpu_s_per_million"),
            Column.right("broker_cpu_s_per_million"),
            Column.right("batches"),
            Column.right("files"),
            Column.right("bytes"),
            Column.right("rows"));
    for (CatchUpResult.Line line : result.lines()) {
      rows =
          rows.with(
              line.variant().key(),
              Math.round(line.eventsPerSecond().median()),
              Math.round(line.eventsPerSecond().min()),
              Math.round(line.eventsPerSecond().max()),
              decimal(line.toBaseline().median()),
              decimal(line.startSeconds()),
              decimal(line.cpuPerMillion()),
              decimal(line.brokerCpuPerMillion()),
              line.last().batches(),
              line.last().files(),
              line.last().bytes(),
              line.variant().keepsRows() ? line.last().rows() : null);
    }
    return rows;
  }

  /** A row for each run and table, in milliseconds; CPU in cores, over the measured time. */
  public static Rows rows(LatencyResult result) {
    Rows rows =
        Rows.of(
            Column.left("contender"),
            Column.right("round"),
            Column.left("table"),
            Column.right("records"),
            Column.right("p50_ms"),
            Column.right("p95_ms"),
            Column.right("p99_ms"),
            Column.right("max_ms"),
            Column.right("behind_max_ms"),
            Column.right("job_cores"),
            Column.right("broker_cores"),
            Column.right("generator_cores"),
            Column.right("report_cores"));
    for (LatencyRun run : result.runs()) {
      for (Map.Entry<String, Latencies.Summary> table : new TreeMap<>(run.byTable()).entrySet()) {
        Latencies.Summary latency = table.getValue();
        rows =
            rows.with(
                run.contender(),
                run.round(),
                table.getKey(),
                latency.records(),
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max(),
                run.behind().toMillis(),
                decimal(run.jobCpuSeconds() / run.seconds()),
                decimal(run.brokerCpuSeconds() / run.seconds()),
                decimal(run.generatorCpuSeconds() / run.seconds()),
                decimal(run.reportCpuSeconds() / run.seconds()));
      }
    }
    return rows;
  }

  /** A row for each run and query: how many batches began after the warm-up, and how long. */
  public static Rows batches(LatencyResult result) {
    Rows rows =
        Rows.of(
            Column.left("contender"),
            Column.right("round"),
            Column.left("query"),
            Column.right("batches"),
            Column.right("batch_p50_ms"),
            Column.right("batch_p99_ms"),
            Column.right("batch_max_ms"));
    for (LatencyRun run : result.runs()) {
      for (Map.Entry<String, Latencies.Summary> query : run.batchMillis().entrySet()) {
        Latencies.Summary millis = query.getValue();
        rows =
            rows.with(
                run.contender(),
                run.round(),
                query.getKey(),
                millis.records(),
                millis.p50(),
                millis.p99(),
                millis.max());
      }
    }
    return rows;
  }

  /** A row for each run, query and phase of its batches. */
  public static Rows phases(LatencyResult result) {
    Rows rows =
        Rows.of(
            Column.left("contender"),
            Column.right("round"),
            Column.left("query"),
            Column.left("phase"),
            Column.right("batches"),
            Column.right("p50"),
            Column.right("p99"),
            Column.right("max"));
    for (LatencyRun run : result.runs()) {
      for (Phases.Phase phase : run.phases()) {
        Latencies.Summary values = phase.values();
        rows =
            rows.with(
                run.contender(),
                run.round(),
                phase.query(),
                phase.name(),
                values.records(),
                values.p50(),
                values.p99(),
                values.max());
      }
    }
    return rows;
  }

  /** A row for each run and table: what was written after the warm-up, and in 24 h like that. */
  public static Rows growth(LatencyResult result) {
    Rows rows =
        Rows.of(
            Column.left("contender"),
            Column.right("round"),
            Column.left("table"),
            Column.right("commits"),
            Column.right("log_bytes"),
            Column.right("files"),
            Column.right("data_bytes"),
            Column.right("commits_24h"),
            Column.right("log_mib_24h"),
            Column.right("files_24h"),
            Column.right("data_mib_24h"));
    for (LatencyRun run : result.runs()) {
      for (Map.Entry<String, TableGrowth> table : new TreeMap<>(run.growth()).entrySet()) {
        TableGrowth measured = table.getValue();
        TableGrowth day = measured.aDay();
        rows =
            rows.with(
                run.contender(),
                run.round(),
                table.getKey(),
                measured.commits(),
                measured.logBytes(),
                measured.files(),
                measured.dataBytes(),
                day.commits(),
                day.logBytes() >> 20,
                day.files(),
                day.dataBytes() >> 20);
      }
    }
    return rows;
  }

  /** A row for each minute of each run; none without heap check. */
  public static Rows minutes(LatencyResult result) {
    Rows rows =
        Rows.of(
            Column.left("contender"),
            Column.right("round"),
            Column.right("minute"),
            Column.right("batch_p50_ms"),
            Column.right("heap_after_gc_mib"),
            Column.right("threads"));
    for (LatencyRun run : result.runs()) {
      for (HealthMark mark : run.marks()) {
        rows =
            rows.with(
                run.contender(),
                run.round(),
                mark.minute(),
                Double.isFinite(mark.batchMillis()) ? Math.round(mark.batchMillis()) : null,
                mark.heapBytes() >> 20,
                mark.threads());
      }
    }
    return rows;
  }

  /** A row for each mode. */
  public static Rows rows(FunnelResult result) {
    Rows rows =
        Rows.of(
            Column.left("mode"),
            Column.right("ns_per_event"),
            Column.right("events_per_s"),
            Column.right("hostile_ns_per_event"));
    for (FunnelResult.Line line : result.lines()) {
      rows =
          rows.with(
              line.mode(),
              decimal(line.usersNanos()),
              Math.round(line.usersPerSecond()),
              decimal(line.hostileNanos()));
    }
    return rows;
  }

  /** A row for each way of reading. */
  public static Rows rows(CodecResult result) {
    Rows rows =
        Rows.of(
            Column.left("way"),
            Column.right("ns_per_event"),
            Column.right("error_ns"),
            Column.right("times_cheaper_than_from_json"));
    for (CodecResult.Line line : result.lines()) {
      rows =
          rows.with(
              line.name(),
              Math.round(line.nanosPerEvent()),
              Double.isFinite(line.errorNanos()) ? Math.round(line.errorNanos()) : null,
              decimal(result.timesCheaper(line)));
    }
    return rows;
  }

  private static BigDecimal decimal(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP)
        : null;
  }
}
