package io.footfall.localkafka;

import io.footfall.localkafka.BrokerMessage.Failed;
import io.footfall.localkafka.BrokerMessage.Failure;
import io.footfall.localkafka.BrokerMessage.Ready;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.LoggerFactory;

/**
 * The child process: reads a {@link BrokerRequest} from standard input, runs the broker, prints one
 * {@link BrokerMessage}, and ends when standard input does, for then its parent is gone.
 */
final class BrokerMain {
  private static final long SHUTDOWN_DEADLINE_SECONDS = 15;
  private static final int READY_DEADLINE_MS = 30_000;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    ignoreInterruptKey();
    BrokerRequest request = BrokerRequest.readFrom(System.in);
    daemon("parent-watch", BrokerMain::exitWhenParentIsGone).start();
    BrokerMessage answer = start(request);
    System.out.println(answer.line());
    System.out.flush();
    if (answer instanceof Failed) {
      System.exit(1);
    }
  }

  private static BrokerMessage start(BrokerRequest request) {
    try {
      BrokerStorage storage = new BrokerStorage(Path.of(request.dataDir()));
      FileChannel lock = storage.lock();
      int port = request.port() == 0 ? freePort() : requireFree(request.port());
      Properties settings = BrokerSettings.of(storage.logDir(), port, freePort(), request.config());
      KafkaConfig config = new KafkaConfig(settings, false);
      String clusterId = storage.formatIfNew();
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, lock), "broker-stop"));
      server.startup();
      awaitReady(port);
      return new Ready(port, clusterId);
    } catch (BrokerStorage.InUse e) {
      return new Failed(Failure.DATA_DIR_IN_USE, e.getMessage());
    } catch (ConfigException | IllegalArgumentException e) {
      return new Failed(Failure.BAD_CONFIG, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      LoggerFactory.getLogger(BrokerMain.class).error("The broker did not start", e);
      boolean bind =
          Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
              .anyMatch(BindException.class::isInstance);
      return new Failed(bind ? Failure.PORT_IN_USE : Failure.OTHER, e.toString());
    }
  }

  private static int freePort() throws IOException {
    return requireFree(0);
  }

  private static int requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  /** Asks as a client would: the port answers and the only node takes requests. */
  private static void awaitReady(int port) throws Exception {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + port,
            "default.api.timeout.ms", READY_DEADLINE_MS,
            "request.timeout.ms", READY_DEADLINE_MS);
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster().nodes().get(READY_DEADLINE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static void exitWhenParentIsGone() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is sent after the request; only the end of the stream counts.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.exit(0);
    }
  }

  /** Holds the lock to the end: an unreferenced channel would be closed by the collector. */
  private static void stop(KafkaRaftServer server, FileChannel lock) {
    daemon("stop-deadline", BrokerMain::haltAfterDeadline).start();
    server.shutdown();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void haltAfterDeadline() {
    try {
      TimeUnit.SECONDS.sleep(SHUTDOWN_DEADLINE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  /**
   * Ctrl-C in a terminal goes to the whole process group; when the broker stops is for the parent
   * to say, after what uses it has ended. By reflection, for the compiler knows no such class.
   */
  private static void ignoreInterruptKey() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ignore =
        Proxy.newProxyInstance(
            BrokerMain.class.getClassLoader(), new Class<?>[] {handler}, (p, method, a) -> null);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
