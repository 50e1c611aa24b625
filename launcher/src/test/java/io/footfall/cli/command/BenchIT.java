package io.footfall.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
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

  @Test
  void impossibleNumbersAreSaidBeforeAnythingStarts() {
    assertThat(run("bench", "ingest", "--events", "0")).isEqualTo(2);
    assertThat(run("bench", "latency", "--rate", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--events 0", "--rate 0");
  }

  @Test
  void benchWithoutWhatIsAUsageError() {
    assertThat(run("bench")).isEqualTo(2);
    assertThat(err.toString()).contains("ingest, latency, codec");
  }
}
