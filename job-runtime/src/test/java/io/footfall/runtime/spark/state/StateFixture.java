package io.footfall.runtime.spark.state;

import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.StateBlob;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.runtime.core.keyed.WatermarkFloor;
import io.footfall.runtime.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A checkpoint with a state store as {@code flatMapGroupsWithState} uses it. */
final class StateFixture {
  private static final StructType KEY = new StructType().add("user_id", DataTypes.StringType);
  private static final StructType VALUE =
      new StructType()
          .add("groupState", new StructType().add("value", DataTypes.BinaryType))
          .add("timeoutTimestamp", DataTypes.LongType);

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));
  private final UnsafeProjection keys = UnsafeProjection.create(KEY);
  private final UnsafeProjection values = UnsafeProjection.create(VALUE);
  private final Path checkpoint;

  StateFixture(Path checkpoint) throws IOException {
    this.checkpoint = checkpoint;
    Files.createDirectories(checkpoint.resolve("offsets"));
    new RunFacts(0, WatermarkFloor.NONE, KeyedRun.NOTHING_LOST, false)
        .write(checkpoint.toString(), new Configuration());
  }

  <T extends StateStoreProvider> T open(T provider) {
    provider.init(
        new StateStoreId(checkpoint.resolve("state").toString(), 0, 0, "default"),
        KEY,
        VALUE,
        0,
        new StateStoreConf(
            spark.sessionState().conf(), scala.collection.immutable.Map$.MODULE$.empty()),
        spark.sessionState().newHadoopConf());
    return provider;
  }

  /** Writes Spark's entry of a batch in its offset log. */
  void plan(long batch, long watermarkMillis, long nowMillis) throws IOException {
    Files.writeString(
        checkpoint.resolve("offsets/" + batch),
        "v1\n{\"batchWatermarkMs\":%d,\"batchTimestampMs\":%d}\n{\"t\":{\"0\":1}}"
            .formatted(watermarkMillis, nowMillis));
  }

  void put(StateStore store, String key, int bytes, long dueWatermarkMillis, long dueNowMillis) {
    byte[] blob =
        StateBlob.of(
            new StepResult(
                new byte[bytes], micros(dueWatermarkMillis), micros(dueNowMillis), List.of()));
    InternalRow state = new GenericInternalRow(new Object[] {blob});
    store.put(key(key), values.apply(new GenericInternalRow(new Object[] {state, 1L})));
  }

  UnsafeRow key(String key) {
    return keys.apply(new GenericInternalRow(new Object[] {UTF8String.fromString(key)}));
  }

  private static long micros(long millis) {
    return millis == StepResult.NEVER ? StepResult.NEVER : millis * 1_000;
  }
}
