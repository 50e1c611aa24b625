package io.footfall.runtime.spark.state;

import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.DueIndex;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * RocksDB with an index of the keys that are due, so that Spark's search for timeouts, which looks
 * at and decodes every state in every batch, gets to see those only (docs/decisions/0008). The
 * index is in memory. It stands for one version of the store; when another one is asked for, after
 * a start, a failed task or a move to another executor, it is made anew by one look at every state.
 *
 * <p>For states that are not Footfall's this is RocksDB and nothing else.
 */
public final class DueStateStoreProvider extends RocksDBStateStoreProvider {
  private static final long NO_VERSION = -1;

  private boolean holdsBlobs;
  private Path checkpoint;
  private Configuration hadoop;
  private WatermarkFloor floor;
  private DueIndex index;
  private long indexed = NO_VERSION;

  @Override
  public void init(
      StateStoreId id,
      StructType key,
      StructType value,
      int prefixColumns,
      StateStoreConf settings,
      Configuration configuration) {
    super.init(id, key, value, prefixColumns, settings, configuration);
    holdsBlobs = holdsBlobs(value);
    checkpoint = new Path(id.checkpointRootLocation()).getParent();
    hadoop = configuration;
  }

  @Override
  public StateStore getStore(long version) {
    StateStore store = super.getStore(version); // and with it the right to be the only one
    if (!holdsBlobs) {
      return store;
    }
    try {
      if (indexed != version) {
        index = DueStateStore.index(store);
      }
      indexed = NO_VERSION; // until it is committed
      return new DueStateStore(store, index, time(version), committed -> indexed = committed);
    } catch (RuntimeException | Error e) {
      store.abort();
      throw e;
    }
  }

  /** The clocks of the batch that works on a version; empty when nobody knows them. */
  private Optional<BatchTime> time(long version) {
    try {
      if (floor == null) {
        floor = RunFacts.read(checkpoint.toString(), hadoop).map(RunFacts::floor).orElse(null);
      }
      CheckpointLog log = CheckpointLog.at(checkpoint.toString(), hadoop);
      if (floor == null || !log.isPlanned(version)) {
        return Optional.empty();
      }
      CheckpointLog.Clocks clocks = log.clocks(version);
      return Optional.of(
          floor.at(clocks.watermarkMillis().orElse(0), clocks.planned().toEpochMilli()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Spark makes of a binary state with a timeout. */
  private static boolean holdsBlobs(StructType value) {
    StructField[] fields = value.fields();
    return fields.length == 2
        && fields[0].name().equals("groupState")
        && fields[0].dataType() instanceof StructType state
        && state.length() == 1
        && state.fields()[0].dataType() instanceof BinaryType;
  }
}
