package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.context.Versions;
import io.footfall.localkafka.LocalKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code footfall kafka}. */
@Command(
    name = "kafka",
    description = {
      "Run a Kafka broker of one node in the foreground, to try things with.",
      "Prints the address on stdout when it is ready. Ctrl-C or SIGTERM stops it; what it holds "
          + "stays in the data folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall kafka --topic user_behavior:4",
      "  footfall kafka --port 19092 --data-dir /tmp/footfall"
    })
public final class KafkaCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "Where it listens, on this machine only; 0 for any (default: 9092).")
  private int port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "It keeps its data in DIR/kafka (default: ./footfall-data).")
  private Path dataDir = ConfigOptions.DEFAULT_DATA_DIR;

  @Option(
      names = "--topic",
      paramLabel = "NAME:PARTITIONS",
      description = "Create this topic if it is not there. May be given several times.")
  private List<String> topics = new ArrayList<>();

  public KafkaCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<NewTopic> wanted = topics.stream().map(NewTopic::parse).toList();
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.set(true), "stop-kafka"));
    LocalKafka.Options options = LocalKafka.Options.in(dataDir.resolve("kafka")).port(port);
    try (LocalKafka kafka = LocalKafka.start(options)) {
      create(wanted, kafka.bootstrapServers());
      invocation.say(
          "footfall: Kafka %s listens on %s; its log is %s; Ctrl-C stops it"
              .formatted(
                  Versions.ofThisBuild().kafkaBroker(), kafka.bootstrapServers(), kafka.logFile()));
      invocation.out().println(kafka.bootstrapServers());
      invocation.out().flush();
      kafka.waitFor();
      if (!stopping.get()) {
        throw CliErrors.brokerEnded(kafka.logFile());
      }
    }
    return ExitCode.OK;
  }

  private void create(List<NewTopic> wanted, String servers) throws InterruptedException {
    if (wanted.isEmpty()) {
      return;
    }
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
      for (NewTopic topic : wanted) {
        create(topic, admin);
      }
      admin.close(Duration.ofSeconds(5));
    }
  }

  private void create(NewTopic topic, Admin admin) throws InterruptedException {
    org.apache.kafka.clients.admin.NewTopic request =
        new org.apache.kafka.clients.admin.NewTopic(
            topic.name(), Optional.of(topic.partitions()), Optional.empty());
    try {
      admin.createTopics(List.of(request)).all().get();
      invocation.say(
          "footfall: created topic %s, partitions: %d".formatted(topic.name(), topic.partitions()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw CliErrors.topicNotCreated(topic.name(), e);
      }
      invocation.say("footfall: topic %s is there already, left as it is".formatted(topic.name()));
    }
  }
}
