package io.footfall.runtime.spark.state;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.DueIndex;
import io.footfall.runtime.core.keyed.StateBlob;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreMetrics;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.apache.spark.unsafe.Platform;
import scala.collection.Iterator;
import scala.collection.JavaConverters;

/**
 * One version of a store that is being changed: each change goes to the index too.
 *
 * @param time of the batch; empty when it is not known, and then all keys count as due
 * @param committed hears of the new version
 */
record DueStateStore(
    StateStore store, DueIndex index, Optional<BatchTime> time, LongConsumer committed)
    implements StateStore {
  private static final boolean SWAPPED = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;

  /** Looks at all states of a store. */
  static DueIndex index(StateStore store) {
    DueIndex index = new DueIndex();
    Iterator<UnsafeRowPair> all = store.iterator();
    while (all.hasNext()) {
      UnsafeRowPair pair = all.next();
      put(index, pair.key(), pair.value());
    }
    return index;
  }

  @Override
  public StateStoreId id() {
    return store.id();
  }

  @Override
  public long version() {
    return store.version();
  }

  @Override
  public UnsafeRow get(UnsafeRow key) {
    return store.get(key);
  }

  @Override
  public void put(UnsafeRow key, UnsafeRow value) {
    store.put(key, value);
    put(index, key, value);
  }

  @Override
  public void remove(UnsafeRow key) {
    store.remove(key);
    index.remove(key.getBytes());
  }

  /** What is due. Spark asks only when it looks for timeouts, behind all changes. */
  @Override
  public Iterator<UnsafeRowPair> iterator() {
    if (time.isEmpty()) {
      return store.iterator();
    }
    List<byte[]> due = index.due(time.get());
    return JavaConverters.asScalaIterator(
        due.stream().map(this::pair).filter(pair -> pair.value() != null).iterator());
  }

  private UnsafeRowPair pair(byte[] bytes) {
    UnsafeRow key = new UnsafeRow(1);
    key.pointTo(bytes, bytes.length);
    return new UnsafeRowPair(key, store.get(key));
  }

  @Override
  public Iterator<UnsafeRowPair> prefixScan(UnsafeRow prefix) {
    return store.prefixScan(prefix);
  }

  @Override
  public long commit() {
    long version = store.commit();
    committed.accept(version);
    return version;
  }

  @Override
  public void abort() {
    store.abort();
  }

  @Override
  public boolean hasCommitted() {
    return store.hasCommitted();
  }

  /** With the number of keys, which RocksDB does not count without reading before each write. */
  @Override
  public StateStoreMetrics metrics() {
    StateStoreMetrics metrics = store.metrics();
    return new StateStoreMetrics(index.size(), metrics.memoryUsedBytes(), metrics.customMetrics());
  }

  private static void put(DueIndex index, UnsafeRow key, UnsafeRow value) {
    UnsafeRow state = value.getStruct(0, 1);
    long at = state.getBaseOffset() + (state.getLong(0) >>> Integer.SIZE); // offset, then size
    Object base = state.getBaseObject();
    index.put(
        key.getBytes(),
        number(base, at + StateBlob.DUE_WATERMARK),
        number(base, at + StateBlob.DUE_NOW));
  }

  private static long number(Object base, long at) {
    long number = Platform.getLong(base, at);
    return SWAPPED ? Long.reverseBytes(number) : number;
  }
}
