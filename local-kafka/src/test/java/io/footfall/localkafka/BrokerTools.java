package io.footfall.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kafka's and ZooKeeper's own commands, from the broker's jars, each in a JVM of its own. */
public final class BrokerTools {
  private static final String CONSUMER_GROUPS =
      "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
  private static final String ZOOKEEPER_SHELL = "org.apache.zookeeper.ZooKeeperMain";

  private BrokerTools() {}

  /** {@code kafka-consumer-groups.sh}: what it prints, errors included. */
  public static String consumerGroups(String bootstrapServers, String... args) {
    List<String> all = new ArrayList<>(List.of("--bootstrap-server", bootstrapServers));
    all.addAll(List.of(args));
    return run(CONSUMER_GROUPS, all);
  }

  /** {@code zkCli.sh}: what it prints, errors included. */
  public static String zooKeeperShell(String servers, String... args) {
    List<String> all = new ArrayList<>(List.of("-server", servers));
    all.addAll(List.of(args));
    return run(ZOOKEEPER_SHELL, all);
  }

  private static String run(String mainClass, List<String> args) {
    try {
      Process process = start(mainClass, args, ProcessBuilder.Redirect.PIPE);
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a class with the broker's class path. */
  static Process start(String mainClass, List<String> args, ProcessBuilder.Redirect output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.add("-Dzookeeper.admin.enableServer=false");
    command.add(mainClass);
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().put("CLASSPATH", BrokerProcess.classpath());
    return builder.start();
  }
}
