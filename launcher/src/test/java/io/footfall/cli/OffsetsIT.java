package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.localkafka.BrokerTools;
import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code footfall offsets}, beside Kafka's own tools. */
@ExtendWith(SharedKafka.class)
class OffsetsIT {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  @TempDir private Path folder;
  private TestTopic topic;
  private String group;
  private Path config;

  @Test
  void showsComparesAndMovesWhereAJobStands(TestKafka kafka) throws Exception {
    begin(kafka, "offsets");
    topic.sendTo(0, events("a", 10));
    topic.sendTo(1, events("b", 6));
    run("run", "ingest", "--available-now");

    JsonNode shown = new ObjectMapper().readTree(run("offsets", "show", "-o", "json").out());
    assertThat(shown.get("agree").booleanValue()).isTrue();
    assertThat(shown.at("/partitions/0/table").longValue()).isEqualTo(10);
    assertThat(shown.at("/partitions/0/kafka").longValue()).isEqualTo(10);
    assertThat(shown.at("/partitions/1/checkpoint_finished").longValue()).isEqualTo(6);
    assertThat(BrokerTools.consumerGroups(kafka.bootstrapServers(), "--describe", "--group", group))
        .containsPattern(group + "\\s+\\S+\\s+0\\s+10\\s+10\\s+0\\s")
        .containsPattern(group + "\\s+\\S+\\s+1\\s+6\\s+6\\s+0\\s");

    topic.sendTo(0, events("c", 5));
    assertThat(run("offsets", "lag").out()).contains("lag: 5 records").contains("caught up: ");

    Path csv = folder.resolve("offsets.csv");
    run("offsets", "export", csv.toString());
    assertThat(csv).hasContent("%1$s,0,10%n%1$s,1,6".formatted(topic.name()));
    assertThat(run("offsets", "import", csv.toString()).out()).contains("nothing changes");

    moveGroup(kafka, 3);
    Cli disagree = footfall("offsets", "verify", "--wait", "0");
    assertThat(disagree.exitCode()).as("%s", disagree).isEqualTo(FAILURE);
    assertThat(disagree.out()).contains("kafka is 7 behind the table").contains(": DISAGREE");

    Cli refused = footfall("offsets", "reset", "--to-latest", "--execute");
    assertThat(refused.exitCode()).as("%s", refused).isEqualTo(USAGE);
    assertThat(refused.err())
        .contains(
            "passes over offsets that were never read: 5 offsets (%s-0 [10, 15))"
                .formatted(topic.name()))
        .contains("--accept-loss");
    run("offsets", "reset", "--to-latest", "--accept-loss", "--execute");
    run("run", "ingest", "--available-now");
    assertThat(run("audit", "offsets").out())
        .contains("events 16 + quarantine 0 + offset_gaps 0 + accepted_losses 5 = 21, recorded 21")
        .contains("missing 0, doubled 0: holds");

    assertThat(run("offsets", "reset", "--to-earliest").out())
        .contains("begins source epoch 1")
        .contains("nothing was done: give --execute to do it");
    assertThat(run("offsets", "verify").out()).contains("source epoch 0").contains(": agree");
    run("offsets", "reset", "--to-earliest", "--execute");
    run("run", "ingest", "--available-now");
    assertThat(run("audit", "offsets").out()).contains("recorded 42; missing 0, doubled 0: holds");
    assertThat(run("offsets", "verify").out()).contains("source epoch 1").contains(": agree");
  }

  @Test
  void aRewindIntoAnotherWarehouseLeavesTheFirstAlone(TestKafka kafka) throws Exception {
    begin(kafka, "again");
    topic.sendTo(0, events("a", 10));
    run("run", "all", "--jobs", "ingest,session,funnel", "--available-now");
    for (String job : List.of("session", "funnel")) {
      Cli here = footfall("offsets", "reset", "--job", job, "--to-offset", "4", "--execute");
      assertThat(here.exitCode()).as("%s", here).isEqualTo(USAGE);
      assertThat(here.err())
          .contains("what " + job + " has written cannot be counted again beside what is there")
          .contains("Give --to-warehouse DIR");
    }
    String again = folder.resolve("again").toString();
    for (String job : List.of("ingest", "session", "funnel")) {
      assertThat(
              run(
                      "offsets",
                      "reset",
                      "--job",
                      job,
                      "--to-offset",
                      "4",
                      "--to-warehouse",
                      again,
                      "--execute")
                  .out())
          .contains("done: run %s with footfall.warehouse = %s".formatted(job, again));
    }
    Cli there =
        footfall(
            "run",
            "all",
            "--jobs",
            "ingest,session,funnel",
            "--available-now",
            "--set",
            "footfall.warehouse=" + again,
            "--set",
            "spark.checkpoint.dir=" + folder.resolve("again-checkpoints"),
            "--set",
            "kafka.group.id=again-" + group);
    assertThat(there.exitCode()).as("%s", there).isZero();
    assertThat(run("audit", "--set", "footfall.warehouse=" + again).out())
        .contains("events 6 + quarantine 0 + offset_gaps 0 = 6, recorded 6")
        .contains("audit sessions: 1 sessions of 6 events")
        .contains("audit: 3 of 3 checks hold");
    assertThat(run("audit").out())
        .contains("= 10, recorded 10")
        .contains("audit sessions: 1 sessions of 10 events")
        .contains("audit: 3 of 3 checks hold");
    assertThat(run("offsets", "verify").out()).contains(": agree");
    run("offsets", "reset", "--to-earliest", "--execute");
    run("run", "ingest", "--available-now");
    assertThat(run("audit").out())
        .as("of what the others have read, though ingest is in another source epoch")
        .contains("= 20, recorded 20")
        .contains("audit sessions: 1 sessions of 10 events")
        .contains("audit: 3 of 3 checks hold");
    Cli twice =
        footfall("offsets", "reset", "--job", "session", "--to-earliest", "--to-warehouse", again);
    assertThat(twice.exitCode()).isEqualTo(USAGE);
    assertThat(twice.err())
        .contains(again + " has a table session_updates of this pipeline already");
  }

  @Test
  void saysWhatIsWrongWithWhatItIsGiven(TestKafka kafka) throws Exception {
    begin(kafka, "wrong");
    assertRefused("offsets", "show", "--job", "nobody");
    assertRefused("offsets", "reset");
    assertRefused("offsets", "reset", "--to-earliest", "--to-latest");
    assertRefused("offsets", "reset", "--to-datetime", "yesterday");
    assertRefused("offsets", "import", folder.resolve("none.csv").toString());
    assertThat(assertRefused("offsets", "export").err()).contains("has recorded no offsets in");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private Cli assertRefused(String... args) {
    Cli cli = footfall(args);
    assertThat(cli.exitCode()).as("%s", cli).isEqualTo(USAGE);
    assertThat(cli.out()).isEmpty();
    return cli;
  }

  private void begin(TestKafka kafka, String name) throws Exception {
    topic = TestTopic.create(kafka, name, 2);
    group = "group-" + name;
    config = folder.resolve("application.conf");
    Files.writeString(
        config,
        """
        footfall.data-dir = "%s"
        footfall.validation.max-age = none
        kafka.bootstrap.servers = "%s"
        kafka.topic.user = "%s"
        kafka.group.id = "%s"
        """
            .formatted(folder.resolve("data"), kafka.bootstrapServers(), topic.name(), group));
  }

  private static String[] events(String prefix, int count) {
    String[] events = new String[count];
    for (int i = 0; i < count; i++) {
      events[i] =
          """
          {"eventId":"%s%d","userId":"u","eventType":"view","eventTime":"2026-03-01T12:00:00Z"}"""
              .formatted(prefix, i);
    }
    return events;
  }

  private void moveGroup(TestKafka kafka, long offset) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  private Cli run(String... args) {
    Cli cli = footfall(args);
    assertThat(cli.exitCode()).as("%s", cli).isZero();
    return cli;
  }

  private Cli footfall(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--config", config.toString()));
    return Cli.run(all.toArray(String[]::new));
  }
}
