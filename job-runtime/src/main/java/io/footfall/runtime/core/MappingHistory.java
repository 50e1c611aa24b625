package io.footfall.runtime.core;

import io.footfall.schema.core.mapping.MappingSpec;
import java.io.Serializable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which mapping a batch is read with: the one in force when the batch began, also when it is run
 * again after a restart with another (DESIGN section 5, point 4). Immutable.
 */
public final class MappingHistory implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Long, MappingSpec> byFirstBatch;

  /**
   * A history.
   *
   * @param byFirstBatch the first batch of each mapping; at least one entry
   */
  public MappingHistory(Map<Long, MappingSpec> byFirstBatch) {
    if (byFirstBatch.isEmpty()) {
      throw new IllegalArgumentException("a mapping history holds at least one mapping");
    }
    this.byFirstBatch = new TreeMap<>(byFirstBatch);
  }

  /** The mapping of a batch; the first one for batches before it. */
  public MappingSpec of(long batch) {
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
