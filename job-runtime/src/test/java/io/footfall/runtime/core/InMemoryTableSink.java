package io.footfall.runtime.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A table in memory; several sinks may share one {@link Store}, as several drivers do a table. */
public final class InMemoryTableSink implements TableSink {
  private final String table;
  private final Store store;
  private RecordedOffsets recorded;
  private OptionalLong basis;

  public InMemoryTableSink(String table, Store store) {
    this.table = table;
    this.store = store;
    this.recorded = store.recorded;
    this.basis = store.basis;
  }

  /** What outlives a driver. */
  public static final class Store {
    final List<DataFile> files = new ArrayList<>();
    RecordedOffsets recorded = RecordedOffsets.none(0);
    OptionalLong basis = OptionalLong.empty();
    int commits;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public RecordedOffsets recorded() {
    return recorded;
  }

  @Override
  public OptionalLong recordedBasis() {
    return basis;
  }

  @Override
  public void commit(Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files) {
    if (!store.recorded.equals(recorded)) {
      throw RuntimeErrors.fenced(table, null);
    }
    store.files.addAll(files);
    store.recorded = recorded.advancedBy(advance);
    store.commits++;
    store.basis = OptionalLong.of(batch.basis());
    recorded = store.recorded;
    basis = store.basis;
  }
}
