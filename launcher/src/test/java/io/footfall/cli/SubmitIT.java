package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar under a real spark-submit does the work of {@code run ingest}. */
@ExtendWith(SharedKafka.class)
class SubmitIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
  private static final int RECORDS = 2_000;

  @TempDir private Path dir;

  @Test
  void writesTheSameRowsAsRun(TestKafka kafka) throws Exception {
    TestTopic topic = TestTopic.create(kafka, "submitted", 2);
    Path config =
        Files.writeString(
            dir.resolve("application.conf"),
            """
            kafka.bootstrap.servers = "%s"
            kafka.topic.user = %s
            footfall.data-dir = "%s"
            """
                .formatted(topic.bootstrapServers(), topic.name(), dir.resolve("submit")));
    generate(config);
    Cli run =
        Cli.run(
            "run",
            "ingest",
            "--available-now",
            "--config",
            config.toString(),
            "--set",
            "footfall.data-dir=" + dir.resolve("run"));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    submit(config);

    try (SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"))) {
      long records = 0;
      for (TableLayout table : List.of(Tables.EVENTS, Tables.QUARANTINE)) {
        List<String> submitted = rows(spark, table, "submit");
        assertThat(submitted).isEqualTo(rows(spark, table, "run"));
        records += submitted.size();
      }
      assertThat(records).isEqualTo(RECORDS);
    }
  }

  private static void generate(Path config) {
    Cli sent =
        Cli.run(
            "generate",
            "--config",
            config.toString(),
            "--rate",
            "0",
            "--events",
            Integer.toString(RECORDS),
            "--malformed-ratio",
            "0.2");
    assertThat(sent.exitCode()).as(sent.toString()).isZero();
  }

  /** In a process of its own, since spark-submit writes to the streams of its parent. */
  private void submit(Path config) throws IOException, InterruptedException {
    Path log = dir.resolve("submit.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfootfall.home=" + HOME,
                Main.class.getName(),
                "submit",
                "ingest",
                "--master",
                "local[2]",
                "--config",
                config.toString(),
                "--available-now")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("SPARK_HOME");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroy();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  /** As JSON, in the order of the topic, less the time of the batch. */
  private List<String> rows(SparkSession spark, TableLayout table, String run) {
    Dataset<Row> rows =
        spark
            .read()
            .format("delta")
            .load(table.path(dir.resolve(run).resolve("warehouse").toString()))
            .sort("kafka_partition", "kafka_offset");
    return rows.drop("ingested_at", table.partitionColumn()).toJSON().collectAsList();
  }
}
