package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.FrozenSettings;
import io.footfall.runtime.core.keyed.StateBlob;
import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Refuses to go on from a checkpoint with settings that its states were not made with. They stand
 * beside it, in {@code footfall/settings}.
 */
final class StateGuard {
  private static final String FILE = "settings";
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String PROVIDER = "spark.sql.streaming.stateStore.providerClass";

  private final String checkpoint;
  private final Configuration hadoop;
  private final FrozenSettings settings;

  private StateGuard(String checkpoint, Configuration hadoop, FrozenSettings settings) {
    this.checkpoint = checkpoint;
    this.hadoop = hadoop;
    this.settings = settings;
  }

  static StateGuard of(SparkSession spark, KeyedJob job, String checkpoint) {
    Map<String, String> settings = new TreeMap<>(job.frozen());
    settings.put(PARTITIONS, spark.conf().get(PARTITIONS));
    settings.put(PROVIDER, spark.conf().get(PROVIDER));
    settings.put("state envelope", Integer.toString(StateBlob.VERSION));
    return new StateGuard(
        checkpoint, spark.sessionState().newHadoopConf(), new FrozenSettings(settings));
  }

  /** Compares, writing nothing; a checkpoint without a batch has frozen nothing. */
  void check(CheckpointLog log) throws IOException {
    if (log.lastPlannedBatch().isEmpty()) {
      return;
    }
    Optional<String> kept = new CheckpointFiles(checkpoint, hadoop).read(FILE);
    if (kept.isPresent()) {
      FrozenSettings.parse(kept.get()).require(settings, checkpoint);
    }
  }

  /** As {@link #check}, for the job's own settings only, which are known without a session. */
  static void check(String checkpoint, Configuration hadoop, Map<String, String> frozen)
      throws IOException {
    Optional<String> kept = new CheckpointFiles(checkpoint, hadoop).read(FILE);
    if (kept.isPresent() && CheckpointLog.at(checkpoint, hadoop).lastPlannedBatch().isPresent()) {
      FrozenSettings.parse(kept.get())
          .only(frozen.keySet())
          .require(new FrozenSettings(frozen), checkpoint);
    }
  }

  /** Remembers, for the next start. */
  void keep() throws IOException {
    new CheckpointFiles(checkpoint, hadoop).write(FILE, settings.render());
  }
}
