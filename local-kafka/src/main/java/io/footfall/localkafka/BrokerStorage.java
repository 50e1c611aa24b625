package io.footfall.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Features;

/** The broker's files: {@code data/} and {@code broker.lock} in the data directory. */
final class BrokerStorage {
  private final Path dataDir;

  BrokerStorage(Path dataDir) {
    this.dataDir = dataDir;
  }

  Path logDir() {
    return dataDir.resolve("data");
  }

  /**
   * Takes the data directory for this process; the operating system lets go of it however the
   * process ends.
   *
   * @throws InUse when another process has it
   */
  FileChannel lock() throws IOException, InUse {
    FileChannel channel =
        FileChannel.open(
            dataDir.resolve("broker.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      String owner = Files.readString(dataDir.resolve("broker.lock")).strip();
      channel.close();
      throw new InUse(owner);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)), 0);
    return channel;
  }

  /** Formats a new directory; leaves a formatted one, and so its cluster id, as it is. */
  String formatIfNew() throws Exception {
    Path identity = logDir().resolve("meta.properties");
    if (!Files.exists(identity)) {
      Files.createDirectories(logDir());
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setSupportedFeatures(Features.PRODUCTION_FEATURES)
          .setMetadataLogDirectory(logDir().toString())
          .addDirectory(logDir().toString())
          .run();
    }
    Properties written = new Properties();
    try (Reader reader = Files.newBufferedReader(identity)) {
      written.load(reader);
    }
    return written.getProperty("cluster.id");
  }

  /** Another broker runs on the data directory. */
  static final class InUse extends Exception {
    private static final long serialVersionUID = 1L;

    InUse(String owner) {
      super(owner.isEmpty() ? "unknown" : owner);
    }
  }
}
