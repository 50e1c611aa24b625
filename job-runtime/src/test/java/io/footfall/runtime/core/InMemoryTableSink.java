package io.footfall.runtime.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.core.TxnIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A table in memory; several sinks may share one {@link Store}, as several drivers do a table. */
public final class InMemoryTableSink implements TableSink {
  private final String table;
  private final Store store;
  private RecordedOffsets recorded;
  private Map<String, Long> marks;

  public InMemoryTableSink(String table, Store store) {
    this.table = table;
    this.store = store;
    this.recorded = store.recorded;
    this.marks = Map.copyOf(store.marks);
  }

  /** What outlives a driver. */
  public static final class Store {
    final List<DataFile> files = new ArrayList<>();
    RecordedOffsets recorded = RecordedOffsets.none(0);
    final Map<String, Long> marks = new HashMap<>();
    Optional<TopicIdentity> identity = Optional.empty();
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
    return mark(TxnIds.BASIS);
  }

  @Override
  public OptionalLong mark(String name) {
    return marks.containsKey(name) ? OptionalLong.of(marks.get(name)) : OptionalLong.empty();
  }

  @Override
  public void identify(TopicIdentity identity) {
    store.identity = store.identity.or(() -> Optional.of(identity));
  }

  @Override
  public void commit(Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files) {
    if (!store.recorded.equals(recorded) || !store.marks.equals(marks)) {
      throw RuntimeErrors.fenced(table, null);
    }
    store.files.addAll(files);
    store.recorded = recorded.advancedBy(advance);
    store.commits++;
    store.marks.putAll(batch.marks());
    store.marks.put(TxnIds.BASIS, batch.basis());
    store.marks.put(batch.queryId(), batch.id());
    recorded = store.recorded;
    marks = Map.copyOf(store.marks);
  }
}
