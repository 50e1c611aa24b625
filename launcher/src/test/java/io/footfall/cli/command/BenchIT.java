package io.footfall.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.bench.core.CatchUpResult;
import io.footfall.bench.spark.CatchUpBench;
import io.footfall.bench.spark.Entrant;
import io.footfall.bench.spark.FootfallIngest;
import io.footfall.bench.spark.Stage;
import io.footfall.cli.Main;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.cli.run.LocalSpark;
import io.footfall.generator.core.GeneratorSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), Map.of(), args);
  }

  @Test
  void ingestPrintsFiguresOfAllVariantsAndLosesNoRow(@TempDir Path dir) throws IOException {
    Path work = dir.resolve("bench");
    assertThat(
            run(
                "bench",
                "ingest",
                "--events",
                "20000",
                "--rounds",
                "1",
                "--candidates",
                "-o",
                "json",
                "--data-dir",
                work.toString()))
        .as("%s", err)
        .isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    JsonNode variants = result.get("variants");
    assertThat(variants.findValuesAsText("variant"))
        .containsExactly("footfall", "foreachBatch", "stock", "ceiling");
    for (JsonNode variant : variants) {
      assertThat(variant.get("events_per_s").get("median").asDouble()).isPositive();
      assertThat(variant.get("cpu_s_per_million").asDouble()).isPositive();
      assertThat(variant.get("batches").asInt()).isPositive();
    }
    assertThat(variants.get(0).get("rows").asLong()).isEqualTo(20_000);
    assertThat(variants.get(1).get("rows").asLong()).isEqualTo(20_000);
    assertThat(variants.get(2).get("rows").asLong()).isEqualTo(20_000);
    assertThat(err.toString().strip().lines().reduce((a, b) -> b))
        .hasValueSatisfying(last -> assertThat(last).startsWith("bench ingest: 20,000 events"));
    assertThat(work).as("a folder that the bench made").doesNotExist();
  }

  /** Ingest stands in for a job: what is tested here is the harness and what it compares with. */
  @Test
  void whatSparkOffersForSessionsCountsNoEventTwice(@TempDir Path dir) {
    Invocation invocation = Invocation.of(new PrintWriter(out), new PrintWriter(err), Map.of());
    GeneratorSpec spec =
        GeneratorSpec.defaults().withEvents(20_000).withUsers(2_000).withSpeedup(1_000);
    CatchUpBench.Options wanted =
        new CatchUpBench.Options(
            "session",
            Entrant.stateful(Entrant.job("session", "a job", new FootfallIngest())),
            spec,
            1);
    try (Stage stage = Stage.open(Optional.of(dir), Map.of());
        LocalSpark spark = LocalSpark.open(stage.config(), Optional.empty(), invocation)) {
      CatchUpResult result =
          new CatchUpBench(spark.session(), stage, line -> {}).run(wanted, invocation.clock());
      assertThat(result.lines())
          .extracting(line -> line.variant().key())
          .containsExactly("session", "session-window", "sliding-count", "ceiling");
      assertThat(result.lines().subList(0, 3))
          .allSatisfy(line -> assertThat(line.last().rows()).isPositive());
      assertThat(result.ratioKey()).isEqualTo("ratio_to_session_window");
    }
  }

  @Test
  void latencyOfAllJobsComesWithThePhasesOfTheirBatches(@TempDir Path dir) throws IOException {
    try (LoggedErrors errors = LoggedErrors.listen()) {
      assertThat(
              run(
                  "bench",
                  "latency",
                  "--jobs",
                  "all",
                  "--rate",
                  "500",
                  "--warm-up",
                  "2",
                  "--duration",
                  "4",
                  "-o",
                  "json",
                  "--data-dir",
                  dir.toString()))
          .as("%s", err)
          .isZero();
      assertThat(errors.lines()).as("jobs end behind their batches").isEmpty();
    }
    JsonNode measured = new ObjectMapper().readTree(out.toString()).get("runs").get(0);
    assertThat(measured.get("latency_ms").get("events").get("count").asLong()).isPositive();
    for (Job job : Jobs.ofTopic()) {
      assertThat(measured.get("phases"))
          .anySatisfy(
              phase -> {
                assertThat(phase.get("query").asText()).isEqualTo(job.name());
                assertThat(phase.get("phase").asText()).isEqualTo("addBatch");
                assertThat(phase.get("batches").asLong()).isPositive();
              });
    }
  }

  @Test
  void impossibleNumbersAreSaidBeforeAnythingStarts() {
    assertThat(run("bench", "ingest", "--events", "0")).isEqualTo(2);
    assertThat(run("bench", "latency", "--rate", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--events 0", "--rate 0");
  }

  @Test
  void benchWithoutWhatIsAUsageError() {
    assertThat(run("bench")).isEqualTo(2);
    assertThat(err.toString()).contains("ingest", "latency", "codec");
  }
}
