package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.Topics;
import io.footfall.localkafka.LocalKafka;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.execution.streaming.state.StateStore$;

/**
 * What a benchmark runs on: a folder of its own and a broker in it. Both are gone after it, also
 * after Ctrl-C.
 */
public final class Stage implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** Hadoop runs higher ones first; Spark's hook is at 40. */
  private static final int AFTER_SPARK = 10;

  private final Path folder;
  private final boolean madeParent;
  private final LocalKafka kafka;
  private final Map<String, String> settings;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable hook = this::clear;

  private Stage(Path folder, boolean madeParent, LocalKafka kafka, Map<String, String> settings) {
    this.folder = folder;
    this.madeParent = madeParent;
    this.kafka = kafka;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Starts the broker.
   *
   * @param dataDir where to work, made when it is not there and removed then; the system's
   *     temporary folder when empty
   * @param settings keys of the configuration that differ from the defaults
   */
  public static Stage open(Optional<Path> dataDir, Map<String, String> settings) {
    Path parent = dataDir.orElse(Path.of(System.getProperty("java.io.tmpdir"))).toAbsolutePath();
    try {
      boolean made = !Files.exists(parent);
      Files.createDirectories(parent);
      Path folder = Files.createTempDirectory(parent, "footfall-bench-");
      LocalKafka kafka =
          LocalKafka.start(LocalKafka.Options.in(folder.resolve("kafka")).closeOnExit(false));
      Stage stage = new Stage(folder, made, kafka, settings);
      ShutdownHookManager.get().addShutdownHook(stage.hook, AFTER_SPARK);
      return stage;
    } catch (IOException e) {
      throw BenchErrors.folderUnusable(parent, e);
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  CpuMeter cpu() {
    return new CpuMeter(kafka.pid());
  }

  /** The topic, made when it is not there. */
  KafkaTarget topic(String name) {
    KafkaTarget target = new KafkaTarget(bootstrapServers(), name, Map.of());
    Topics.ensureTopic(target, PARTITIONS);
    return target;
  }

  /** The settings that hold for every run, with nothing of a single one. */
  public FootfallConfig config() {
    return config("run", "none");
  }

  /** A configuration with tables and checkpoints of its own. */
  FootfallConfig config(String run, String topic) {
    return config(run, topic, Map.of());
  }

  /** The same with some keys of its own. */
  FootfallConfig config(String run, String topic, Map<String, String> own) {
    Map<String, String> overrides = new TreeMap<>(settings);
    overrides.putAll(own);
    overrides.put("footfall.data-dir", folder.resolve(run).toString());
    overrides.put("footfall.warehouse", warehouse(run).toString());
    overrides.put("spark.checkpoint.dir", folder.resolve(run).resolve("checkpoints").toString());
    overrides.put("footfall.source.starting-offsets", "earliest");
    overrides.put("kafka.bootstrap.servers", bootstrapServers());
    overrides.put("kafka.topic.user", topic);
    return ConfigLoader.load(Optional.empty(), Map.of(), overrides).config();
  }

  Path warehouse(String run) {
    return folder.resolve(run).resolve("warehouse");
  }

  /** Removes the tables and checkpoints of a run, of which nothing may be running any more. */
  void drop(String run) {
    DeltaLog.clearCache();
    StateStore$.MODULE$.stop(); // its thread would look after the states that go here
    delete(folder.resolve(run));
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
    clear();
  }

  private void clear() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    kafka.close();
    delete(folder);
    if (madeParent) {
      delete(folder.getParent());
    }
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
              if (e != null) {
                throw e;
              }
              Files.deleteIfExists(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw BenchErrors.folderUnusable(root, e);
    }
  }
}
