package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong gives a line with the remedy and an exit code, and nothing is written. */
@ExtendWith(SharedKafka.class)
class BadInputIT {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private static TestTopic topic;

  @TempDir private Path dir;

  @BeforeAll
  static void createTopic(TestKafka kafka) throws Exception {
    topic = TestTopic.create(kafka, "bad-input", 1);
  }

  @Test
  void anUnreachableBroker() throws IOException {
    assertRefused(
        FAILURE,
        "no Kafka broker answers at 127.0.0.1:1 (Connection refused). Check kafka.bootstrap.servers",
        ingest("kafka.bootstrap.servers=127.0.0.1:1"));
  }

  @Test
  void anUnreachableBrokerOfTheGenerator() throws IOException {
    assertRefused(
        FAILURE,
        "no Kafka broker answers at 127.0.0.1:1 (Connection refused)",
        List.of("generate", "--set", "kafka.bootstrap.servers=127.0.0.1:1"));
  }

  @Test
  void aMissingTopic() throws IOException {
    assertRefused(
        USAGE,
        "topic nowhere does not exist on %s. Create it".formatted(topic.bootstrapServers()),
        ingest("kafka.topic.user=nowhere"));
  }

  @Test
  void aMisspeltKey() throws IOException {
    assertRefused(
        USAGE,
        "footfall.warehuose (command line): unknown key. Did you mean footfall.warehouse?",
        ingest("footfall.warehuose=" + dir));
  }

  @Test
  void aValueOfTheWrongType() throws IOException {
    assertRefused(
        USAGE,
        "footfall.source.max-offsets-per-trigger",
        ingest("footfall.source.max-offsets-per-trigger=many"));
  }

  @Test
  void aWarehouseThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "in the way");
    assertRefused(
        USAGE,
        "cannot write to " + file.resolve("warehouse"),
        ingest("footfall.warehouse=" + file.resolve("warehouse")));
  }

  @Test
  void aWarehousePathThatHoldsSomethingElse() throws IOException {
    Path table = Files.createDirectories(dir.resolve("warehouse/events"));
    Files.writeString(table.resolve("notes.txt"), "no Delta table");
    assertRefused(
        USAGE,
        table + " holds files but is no Delta table. Point footfall.warehouse at another folder",
        ingest("footfall.warehouse=" + dir.resolve("warehouse")));
  }

  @Test
  void aCheckpointOfAnotherTopic() throws IOException {
    Path checkpoint = dir.resolve("checkpoints/default/ingest");
    write(checkpoint.resolve("metadata"), "{\"id\":\"6f1e0a52-7d2c-4b43-9d1f-0c6f6d8c2b11\"}");
    write(checkpoint.resolve("sources/0/0"), "\0v1\n{\"another-topic\":{\"0\":0}}");
    write(
        checkpoint.resolve("offsets/0"),
        "v1\n{\"batchTimestampMs\":1772366400000}\n{\"another-topic\":{\"0\":5}}");
    assertRefused(
        USAGE,
        "belongs to topic another-topic, but the configuration reads topic bad-input",
        ingest("spark.checkpoint.dir=" + dir.resolve("checkpoints")));
  }

  @Test
  void aPortThatIsInUse() throws IOException {
    String address = topic.bootstrapServers();
    String port = address.substring(address.lastIndexOf(':') + 1);
    assertRefused(
        USAGE,
        "port %s is in use. Stop what listens on it, or choose another port".formatted(port),
        List.of("kafka", "--port", port, "--data-dir", dir.resolve("kafka").toString()));
  }

  @Test
  void aFileWithABrokenLine() throws Exception {
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{\"a\":1}\n{\"a\":\n");
    assertRefused(
        USAGE,
        file + ", line 2 is not JSON: ",
        List.of(
            "generate",
            "--from-file",
            file.toString(),
            "--set",
            "kafka.bootstrap.servers=" + topic.bootstrapServers(),
            "--set",
            "kafka.topic.user=" + topic.name()));
    assertThat(topic.size()).isZero();
  }

  @Test
  void aTruthFileThatCannotBeWrittenIsSaidBeforeAnythingIsSent() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "in the way").resolve("truth.json");
    assertRefused(
        USAGE,
        file + " cannot be written",
        List.of(
            "generate",
            "--events",
            "10",
            "--truth",
            file.toString(),
            "--set",
            "kafka.bootstrap.servers=" + topic.bootstrapServers(),
            "--set",
            "kafka.topic.user=" + topic.name()));
    assertThat(topic.size()).isZero();
  }

  @Test
  void aDataFolderElsewhereForABrokerThatNeedsOneHere() throws IOException {
    assertRefused(
        USAGE,
        "footfall.data-dir is s3a://bucket/shop, but the embedded Kafka needs a folder of this machine",
        List.of("run", "ingest", "--set", "footfall.data-dir=s3a://bucket/shop"));
    assertRefused(
        USAGE,
        "footfall.data-dir is hdfs://name/shop, but the demo needs a folder of this machine",
        List.of("demo", "--set", "footfall.data-dir=hdfs://name/shop"));
    assertRefused(
        USAGE,
        "--data-dir: s3a:/bucket is no folder of this machine",
        List.of("run", "ingest", "--data-dir", "s3a://bucket"));
  }

  @Test
  void aClientOptionThatCannotBeUsed() throws IOException {
    assertRefused(
        USAGE, "a kafka.* option cannot be used: ", ingest("kafka.security.protocol=PLAIN"));
  }

  @Test
  void anAddressWithoutAPort() throws IOException {
    assertRefused(
        USAGE,
        "kafka.bootstrap.servers = broker (command line): 'broker' is not host:port",
        ingest("kafka.bootstrap.servers=broker"));
  }

  @Test
  void questionsThatHaveNoAnswer() throws IOException {
    String place = "footfall.warehouse=" + dir.resolve("warehouse");
    assertRefused(
        USAGE,
        "--since 2999-01-01 is in the future",
        List.of("report", "journeys", "--since", "2999-01-01", "--set", place));
    assertRefused(
        USAGE,
        "--since 2999-01-01 is in the future",
        List.of("report", "sessions", "--since", "2999-01-01", "--set", place));
    assertRefused(
        USAGE,
        "--since 2h is not before --until 3h",
        List.of("report", "sessions", "--since", "2h", "--until", "3h", "--set", place));
    assertRefused(
        USAGE,
        "--since 2999-01-01 is in the future",
        List.of("report", "reconcile", "--since", "2999-01-01", "--set", place));
    assertRefused(
        USAGE,
        "--since yesterday is no time",
        List.of("report", "reconcile", "--since", "yesterday", "--set", place));
    assertRefused(
        USAGE,
        "there is nothing to reconcile in " + dir.resolve("warehouse"),
        List.of("report", "reconcile", "--since", "7d", "--set", place));
    for (String question :
        List.of("report stats", "report top --by item", "quarantine stats", "maintain --dry-run")) {
      List<String> args = new ArrayList<>(List.of(question.split(" ", -1)));
      args.addAll(List.of("--set", place));
      assertRefused(USAGE, "there is nothing to report on in " + dir.resolve("warehouse"), args);
    }
    for (String question : List.of("journeys", "sessions")) {
      assertRefused(
          USAGE,
          "there is nothing to report on in " + dir.resolve("warehouse"),
          List.of("report", question, "--user", "o'neill", "--set", place));
    }
    assertRefused(
        USAGE,
        "there is no table \"nowhere\" to export",
        List.of(
            "report",
            "export",
            "--format",
            "csv",
            "--table",
            "nowhere",
            "--to",
            dir.resolve("a.csv").toString(),
            "--set",
            place));
    assertRefused(
        USAGE,
        "--format html is a page and not the table sessions. Add --format csv",
        List.of("report", "export", "--table", "sessions", "--to", "a.csv", "--set", place));
    assertRefused(
        USAGE, "/ cannot be written", List.of("report", "export", "--to", "/", "--set", place));
  }

  @Test
  void aTableThatCannotBeReadKeepsNoOtherFromBeingTended() throws IOException {
    Path warehouse = dir.resolve("warehouse");
    write(warehouse.resolve("a_torn/_delta_log/00000000000000000000.json"), "{torn");
    write(
        warehouse.resolve("b_sound/_delta_log/00000000000000000000.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"b","format":{"provider":"parquet","options":{}},"schemaString":\
        "{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"n\\",\\"type\\":\\"long\\",\
        \\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{}}}
        """);
    Cli result =
        Cli.run("maintain", "--dry-run", "-o", "csv", "--set", "footfall.warehouse=" + warehouse);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(FAILURE);
    assertThat(result.out())
        .as(result.toString())
        .contains("a_torn,failed,", "b_sound,compaction,0", "b_sound,vacuum,0");
    assertThat(result.err()).contains(warehouse.resolve("a_torn").toString());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Where nothing else is said, everything would be written below {@link #dir}. */
  private List<String> ingest(String... settings) {
    Map<String, String> all = new TreeMap<>();
    all.put("kafka.bootstrap.servers", topic.bootstrapServers());
    all.put("kafka.topic.user", topic.name());
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    List<String> args = new ArrayList<>(List.of("run", "ingest", "--available-now"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    all.forEach((key, value) -> args.addAll(List.of("--set", key + "=" + value)));
    return args;
  }

  private void assertRefused(int exitCode, String message, List<String> args) throws IOException {
    List<String> before = tree();
    Cli result = Cli.run(args.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(line -> line.startsWith("footfall: ")))
        .as(result.toString())
        .singleElement()
        .asString()
        .contains(message)
        .doesNotContain("unexpected error");
    assertThat(result.err()).doesNotContain("\tat ");
    assertThat(tree()).isEqualTo(before);
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
