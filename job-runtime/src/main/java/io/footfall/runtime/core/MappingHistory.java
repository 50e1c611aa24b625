package io.footfall.runtime.core;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.Serializable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which mapping a batch is read with: the one in force when the batch began, also when it is run
 * again after a restart with another. Without the checkpoint, batches are cut anew: as long as a
 * table before the authority is ahead of it, they are read with the mapping of the one that put it
 * there. Otherwise a record that was valid then and is rejected now would be in no table, since
 * each table drops rows below its recorded end. Immutable.
 */
public final class MappingHistory implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Long, MappingSpec> byFirstBatch;
  private final Unfinished unfinished;

  private record Unfinished(String authority, MappingSpec mapping) implements Serializable {}

  /**
   * A history.
   *
   * @param byFirstBatch the first batch of each mapping; at least one entry
   */
  public MappingHistory(Map<Long, MappingSpec> byFirstBatch) {
    this(byFirstBatch, null);
  }

  private MappingHistory(Map<Long, MappingSpec> byFirstBatch, Unfinished unfinished) {
    if (byFirstBatch.isEmpty()) {
      throw new IllegalArgumentException("a mapping history holds at least one mapping");
    }
    this.byFirstBatch = new TreeMap<>(byFirstBatch);
    this.unfinished = unfinished;
  }

  /** This history, for tables that stand ahead of {@code authority} since a crash. */
  public MappingHistory finishing(String authority, MappingSpec mapping) {
    return new MappingHistory(byFirstBatch, new Unfinished(authority, mapping));
  }

  /**
   * The mapping of a batch.
   *
   * @param recorded what each table has recorded when the batch begins
   */
  public MappingSpec of(long batch, Map<String, RecordedOffsets> recorded) {
    return unfinished != null && isAnyAhead(recorded, recorded.get(unfinished.authority()))
        ? unfinished.mapping()
        : of(batch);
  }

  private static boolean isAnyAhead(
      Map<String, RecordedOffsets> recorded, RecordedOffsets authority) {
    return recorded.values().stream().anyMatch(offsets -> offsets.isAheadOf(authority));
  }

  /** The mapping by number; the first one for batches before it. */
  private MappingSpec of(long batch) {
    Map.Entry<Long, MappingSpec> entry = byFirstBatch.floorEntry(batch);
    return entry == null ? byFirstBatch.firstEntry().getValue() : entry.getValue();
  }

  public NavigableMap<Long, MappingSpec> entries() {
    return new TreeMap<>(byFirstBatch);
  }

  /** This history, with {@code mapping} from {@code firstBatch} on. */
  public MappingHistory with(long firstBatch, MappingSpec mapping) {
    TreeMap<Long, MappingSpec> next = new TreeMap<>(byFirstBatch.headMap(firstBatch, false));
    if (next.isEmpty() || !next.lastEntry().getValue().equals(mapping)) {
      next.put(firstBatch, mapping);
    }
    return new MappingHistory(next);
  }
}
