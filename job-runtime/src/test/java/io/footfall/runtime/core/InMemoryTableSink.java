package io.footfall.runtime.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table in memory; several sinks may share one {@link Store}, as several drivers do a table. */
final class InMemoryTableSink implements TableSink {
  private final String table;
  private final Store store;
  private RecordedOffsets recorded;

  InMemoryTableSink(String table, Store store) {
    this.table = table;
    this.store = store;
    this.recorded = store.recorded;
  }

  /** What outlives a driver. */
  static final class Store {
    final List<DataFile> files = new ArrayList<>();
    RecordedOffsets recorded = RecordedOffsets.none(0);
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
  public void commit(Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files) {
    if (!store.recorded.equals(recorded)) {
      throw RuntimeErrors.fenced(table, null);
    }
    store.files.addAll(files);
    store.recorded = recorded.advancedBy(advance);
    store.commits++;
    recorded = store.recorded;
  }
}
