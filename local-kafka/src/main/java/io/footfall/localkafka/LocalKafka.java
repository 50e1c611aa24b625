package io.footfall.localkafka;

import io.footfall.localkafka.BrokerMessage.Failed;
import io.footfall.localkafka.BrokerMessage.Failure;
import io.footfall.localkafka.BrokerMessage.Ready;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real single-node Kafka (KRaft) in a child process, on the loopback address only. Its data, its
 * log ({@code kafka.log}) and its identity live in one data directory; a restart there keeps them
 * all. The child ends with this process, whatever ends it. Thread-safe.
 */
public final class LocalKafka implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String ADDRESS = "127.0.0.1:%d";
  private static final String ADDRESS_FILE = "broker.port";
  private static final int ATTEMPTS_ON_FREE_PORT = 5;
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

  private final Process process;
  private final Ready ready;
  private final Path logFile;
  private final Thread exitHook = new Thread(this::stop, "local-kafka-stop");

  private final Path addressFile;

  private LocalKafka(Process process, Ready ready, Path logFile) {
    this.process = process;
    this.ready = ready;
    this.logFile = logFile;
    this.addressFile = logFile.resolveSibling(ADDRESS_FILE);
  }

  /**
   * Where a broker listens that another process has started in this data directory; empty when none
   * answers.
   */
  public static Optional<String> addressOfRunning(Path dataDir) {
    try {
      int port = Integer.parseInt(Files.readString(dataDir.resolve(ADDRESS_FILE)).strip());
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1_000);
      }
      return Optional.of(ADDRESS.formatted(port));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * What to start.
   *
   * @param port 0 for any free port
   * @param config broker settings that replace the defaults here
   * @param closeOnExit close when this JVM exits; without it the broker ends just after this JVM
   *     has, so that exit hooks of others can still use it
   */
  public record Options(Path dataDir, int port, Map<String, String> config, boolean closeOnExit) {
    public Options {
      dataDir = dataDir.toAbsolutePath().normalize();
      config = Map.copyOf(config);
    }

    public static Options in(Path dataDir) {
      return new Options(dataDir, 0, Map.of(), true);
    }

    public Options port(int newPort) {
      return new Options(dataDir, newPort, config, closeOnExit);
    }

    public Options config(Map<String, String> newConfig) {
      return new Options(dataDir, port, newConfig, closeOnExit);
    }

    public Options closeOnExit(boolean close) {
      return new Options(dataDir, port, config, close);
    }
  }

  /**
   * Returns when the broker accepts requests.
   *
   * @throws FootfallException when the port or the data directory is in use, a setting is refused,
   *     or the broker does not come up
   */
  public static LocalKafka start(Options options) {
    if (options.port() < 0 || options.port() > 65_535) {
      throw LocalKafkaErrors.badPort(options.port());
    }
    requireFree(options.port());
    Path log = options.dataDir().resolve("kafka.log");
    try {
      Files.createDirectories(options.dataDir());
      // Opened once before the child needs it: an unwritable directory is told apart here.
      Files.writeString(log, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw LocalKafkaErrors.dataDirUnusable(options.dataDir(), e);
    }
    // A free port found and closed may be taken by another process before the broker binds it.
    for (int attempt = 1; ; attempt++) {
      BrokerProcess child = launch(options, log);
      BrokerMessage message = await(child, log);
      if (message instanceof Ready ready) {
        return running(child.process(), ready, log, options.closeOnExit());
      }
      Failed failed = (Failed) message;
      boolean again = options.port() == 0 && failed.failure() == Failure.PORT_IN_USE;
      if (!again || attempt == ATTEMPTS_ON_FREE_PORT) {
        throw LocalKafkaErrors.failed(failed, options.port(), options.dataDir(), log);
      }
    }
  }

  /** Asked before anything is written; the broker itself finds out for good. */
  private static void requireFree(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      throw LocalKafkaErrors.portInUse(port, e);
    }
  }

  private static LocalKafka running(Process process, Ready ready, Path log, boolean closeOnExit) {
    LocalKafka kafka = new LocalKafka(process, ready, log);
    try {
      Files.writeString(kafka.addressFile, Integer.toString(ready.port()));
    } catch (IOException e) {
      process.destroyForcibly();
      throw LocalKafkaErrors.dataDirUnusable(log.getParent(), e);
    }
    if (closeOnExit) {
      Runtime.getRuntime().addShutdownHook(kafka.exitHook);
    }
    return kafka;
  }

  private static BrokerProcess launch(Options options, Path log) {
    BrokerRequest request =
        new BrokerRequest(options.dataDir().toString(), options.port(), options.config());
    try {
      return BrokerProcess.start(request, log);
    } catch (IOException e) {
      throw LocalKafkaErrors.cannotRun(options.dataDir(), e);
    }
  }

  /** Leaves no child behind unless it answered that it is ready. */
  private static BrokerMessage await(BrokerProcess child, Path log) {
    boolean up = false;
    try {
      Optional<BrokerMessage> message =
          child.answer().get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
      if (message.isEmpty()) {
        throw LocalKafkaErrors.ended(child.process().waitFor(), log);
      }
      up = message.get() instanceof Ready;
      return message.get();
    } catch (TimeoutException e) {
      throw LocalKafkaErrors.notReady(START_DEADLINE, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LocalKafkaErrors.interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!up) {
        child.process().destroyForcibly();
      }
    }
  }

  /** For Kafka clients: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return ADDRESS.formatted(ready.port());
  }

  public int port() {
    return ready.port();
  }

  /** Of the broker's process. */
  public long pid() {
    return process.pid();
  }

  /** Stays the same for a data directory. */
  public String clusterId() {
    return ready.clusterId();
  }

  /** The broker's own log. */
  public Path logFile() {
    return logFile;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the broker has ended, by itself or closed by another thread; its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Stops the broker in order, or by force after 20 s. Does nothing the second time. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // This JVM is exiting already, and the hook finds nothing left to stop.
    }
  }

  private void stop() {
    try {
      Files.deleteIfExists(addressFile);
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
