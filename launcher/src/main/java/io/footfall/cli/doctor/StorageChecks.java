package io.footfall.cli.doctor;

import io.footfall.cli.context.CliErrors;
import io.footfall.funnel.FunnelJob;
import io.footfall.runtime.spark.keyed.KeyedJobs;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.session.SessionJob;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folders of the checkpoints and of the tables. */
final class StorageChecks {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String HADOOP_PREFIX = "spark.hadoop.";
  private static final List<String> TABLES =
      List.of("events", "quarantine", "event_stats_partial", "offset_gaps");

  /** By job, what its checkpoint freezes. */
  private static final Map<String, Function<FootfallConfig, Map<String, String>>> FROZEN =
      Map.of(
          SessionJob.NAME,
          config -> SessionJob.of(config).frozen(),
          FunnelJob.NAME,
          FunnelJob::frozen);

  private final FootfallConfig config;
  private final Map<String, String> environment;

  StorageChecks(FootfallConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  List<Finding> findings() throws InterruptedException {
    return List.of(
        guarded("checkpoint folder", config.checkpointRoot(), this::checkpoint),
        guarded("warehouse", config.warehouse(), this::warehouse),
        guarded("job states", config.checkpointRoot(), this::states));
  }

  /** What a start would say of settings that a checkpoint's states were not made with. */
  private Finding states() throws Exception {
    for (Map.Entry<String, Function<FootfallConfig, Map<String, String>>> job : FROZEN.entrySet()) {
      try {
        KeyedJobs.requireSettings(config, job.getKey(), job.getValue().apply(config), hadoop());
      } catch (FootfallException e) {
        return Finding.fail("job states", e.problem(), e.remedy());
      }
    }
    return Finding.ok("job states", "made with the settings that are configured, or not yet");
  }

  private Finding checkpoint() throws Exception {
    String root = config.checkpointRoot();
    return new StorageProbe(root, hadoop()).renameKeepsExisting()
        ? Finding.ok("checkpoint folder", root + ", writable, rename does not overwrite")
        : Finding.fail(
            "checkpoint folder",
            root + ": rename overwrites, so two drivers could both believe to own a batch",
            "Use a file system with atomic rename, such as HDFS");
  }

  private Finding warehouse() throws Exception {
    String root = config.warehouse();
    StorageProbe probe = new StorageProbe(root, hadoop());
    probe.write();
    for (String table : TABLES) {
      if (probe.isForeign(table)) {
        return Finding.fail(
            "warehouse",
            "%s/%s holds something that is no Delta table".formatted(root, table),
            "Move it away, or set footfall.warehouse to another place");
      }
    }
    return Finding.ok("warehouse", root + ", writable");
  }

  private static Finding guarded(String check, String place, Callable<Finding> call)
      throws InterruptedException {
    try {
      return Deadline.call(LIMIT, call);
    } catch (TimeoutException e) {
      return Finding.fail(
          check,
          "%s: no answer within %d s".formatted(place, LIMIT.toSeconds()),
          "See whether the store is up and its address is right");
    } catch (ExecutionException e) {
      return Finding.fail(
          check,
          "%s: %s".formatted(place, CliErrors.reason(e)),
          "Give this user the right to write there, or choose another place");
    }
  }

  // As Spark sees it: spark.hadoop.* over the site files of HADOOP_CONF_DIR.
  private Configuration hadoop() {
    Configuration hadoop = new Configuration();
    String siteFolder = environment.get("HADOOP_CONF_DIR");
    if (siteFolder != null) {
      for (String name : List.of("core-site.xml", "hdfs-site.xml")) {
        java.nio.file.Path file = java.nio.file.Path.of(siteFolder, name);
        if (Files.isReadable(file)) {
          hadoop.addResource(new Path(file.toUri()));
        }
      }
    }
    config
        .spark()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HADOOP_PREFIX)) {
                hadoop.set(key.substring(HADOOP_PREFIX.length()), value);
              }
            });
    return hadoop;
  }
}
