package io.footfall.localkafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real ZooKeeper server, of the version that the broker's jars bring, in a child process. */
public final class TestZooKeeper implements AutoCloseable {
  private static final String MAIN = "org.apache.zookeeper.server.ZooKeeperServerMain";
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final int port;
  private Process process;

  private TestZooKeeper(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Returns when it accepts connections. */
  public static TestZooKeeper start() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestZooKeeper server =
          new TestZooKeeper(Files.createTempDirectory("footfall-zookeeper-"), free.getLocalPort());
      free.close();
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code host:port}. */
  public String connect() {
    return "127.0.0.1:" + port;
  }

  /** Ends it at once. Its data stay. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs it again after {@link #kill()}, on the same address and data. */
  public void restart() {
    try {
      Path config = folder.resolve("zoo.cfg");
      Files.writeString(
          config,
          """
          tickTime=500
          dataDir=%s
          clientPort=%d
          clientPortAddress=127.0.0.1
          maxClientCnxns=0
          """
              .formatted(folder.resolve("data"), port));
      process =
          BrokerTools.start(
              MAIN,
              List.of(config.toString()),
              ProcessBuilder.Redirect.appendTo(folder.resolve("zookeeper.log").toFile()));
      awaitListener();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitListener() throws IOException {
    long until = System.nanoTime() + DEADLINE_NANOS;
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        kill();
        throw new IllegalStateException(
            "no ZooKeeper: " + Files.readString(folder.resolve("zookeeper.log")));
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      return true;
    } catch (IOException e) {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
