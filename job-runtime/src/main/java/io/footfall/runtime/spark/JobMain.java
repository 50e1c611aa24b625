package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.KafkaClientSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What every job's {@code main} does under {@code spark-submit}. Success returns; failure throws
 * Spark's own exception with the exit code, so that it arrives in client and in cluster mode.
 */
public final class JobMain {
  private static final Logger LOG = LoggerFactory.getLogger(JobMain.class);

  private JobMain() {}

  /** Starts a job under supervision. */
  public interface Launch {
    Supervised launch(
        SparkSession spark,
        FootfallConfig config,
        RunMode mode,
        BatchListener listener,
        SupervisedJob.Environment environment);
  }

  /**
   * Runs one job that reads the topic, until it ends.
   *
   * @throws SparkUserAppException with the exit code, when it failed; said on stderr already
   */
  public static void run(String job, String[] args, JobStarter starter)
      throws SparkUserAppException {
    run(job, args, starter, Conclusion.NONE);
  }

  /**
   * The same for a job that has something to say at the end.
   *
   * @throws SparkUserAppException with the exit code, when it failed; said on stderr already
   */
  public static void run(String job, String[] args, JobStarter starter, Conclusion conclusion)
      throws SparkUserAppException {
    launch(
        job,
        args,
        conclusion,
        (spark, config, mode, listener, environment) -> {
          String bootstrapServers =
              config.kafka().bootstrapServers().orElseThrow(RuntimeErrors::noBootstrapServers);
          return SupervisedJob.start(
              () -> starter.start(spark, config, bootstrapServers, mode, listener), environment);
        });
  }

  /**
   * Runs one job until it ends.
   *
   * @throws SparkUserAppException with the exit code, when it failed; said on stderr already
   */
  public static void launch(String job, String[] args, Launch launch) throws SparkUserAppException {
    launch(job, args, Conclusion.NONE, launch);
  }

  private static void launch(String job, String[] args, Conclusion conclusion, Launch launch)
      throws SparkUserAppException {
    Arguments arguments = new Arguments();
    CommandLine command = new CommandLine(arguments).setCommandName(job);
    command.setExecutionStrategy(
        parsed -> {
          Integer help = CommandLine.executeHelpRequest(parsed);
          return help == null ? arguments.run(job, launch, conclusion) : help;
        });
    int exitCode = command.execute(args);
    if (exitCode != 0) {
      throw new SparkUserAppException(exitCode);
    }
  }

  @Command(mixinStandardHelpOptions = true, sortOptions = false)
  private static final class Arguments {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "application.conf; a file shipped with --files is found by its name")
    private Path file;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "overrides one key; may be given several times")
    private final Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--available-now", description = "read what is there, then end")
    private boolean availableNow;

    int run(String job, Launch launch, Conclusion conclusion) {
      try {
        ConfigLoader.Loaded loaded =
            ConfigLoader.load(
                Optional.ofNullable(file).map(Arguments::shipped),
                System.getenv(),
                overrides,
                KafkaClientSettings.names());
        loaded.warnings().forEach(LOG::warn);
        return run(job, launch, conclusion, loaded);
      } catch (FootfallException e) {
        System.err.println("footfall: " + e.getMessage());
        LOG.debug("the whole of it", e);
        return e.category().exitCode();
      }
    }

    private int run(String job, Launch launch, Conclusion conclusion, ConfigLoader.Loaded loaded) {
      FootfallConfig config = loaded.config();
      SparkSession spark =
          Sessions.open(
              "footfall-" + config.pipeline() + "-" + job, config.spark(), Optional.empty());
      RunMode mode = availableNow ? RunMode.AVAILABLE_NOW : RunMode.CONTINUOUS;
      AtomicBoolean stopped = new AtomicBoolean();
      try (Monitor monitor =
              Monitor.start(
                  spark,
                  config,
                  List.of(job),
                  () ->
                      config
                          .kafka()
                          .bootstrapServers()
                          .orElseThrow(RuntimeErrors::noBootstrapServers),
                  LOG::info);
          Supervised running =
              launch.launch(
                  spark,
                  config,
                  mode,
                  monitor.listener(job, new BatchLog()),
                  SupervisedJob.Environment.real(LOG::warn, monitor.job(job)));
          StopOnExit stop =
              StopOnExit.call(
                  () -> {
                    stopped.set(true);
                    running.close();
                  })) {
        running.awaitEnd();
        if (availableNow && !stopped.get()) {
          conclusion.of(spark, config).ifPresent(LOG::info);
        }
        return 0;
      } finally {
        spark.stop();
      }
    }

    /** In cluster mode the file lies in the container's working folder, under its bare name. */
    private static Path shipped(Path given) {
      File there = given.toFile();
      if (there.exists()) {
        return given;
      }
      Path inWorkingFolder = Path.of(given.getFileName().toString());
      return inWorkingFolder.toFile().exists() ? inWorkingFolder : given;
    }
  }
}
