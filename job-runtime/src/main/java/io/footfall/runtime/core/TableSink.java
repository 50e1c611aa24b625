package io.footfall.runtime.core;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One table of one writing job, as the exactly-once protocol sees it: rows and offsets become
 * visible in one commit, and only one of two drivers gets through. One driver, one thread.
 */
public interface TableSink {

  String table();

  /** What the table had recorded after this sink's last commit, or when it was opened. */
  RecordedOffsets recorded();

  /** The fingerprint that the table's last commit carried; empty before the first. */
  OptionalLong recordedBasis();

  /** How many commits had to be made anew, since others had committed in between. */
  default long retries() {
    return 0;
  }

  /** The topic that offsets count in; the next commit records it, if none has in this epoch. */
  void identify(TopicIdentity identity);

  /**
   * A number that the table's commits have recorded: one of {@link Batch#marks}, or under a query's
   * id the batch that it committed last; empty for none.
   */
  OptionalLong mark(String name);

  /**
   * Makes the files visible and records the offsets, both or neither.
   *
   * @param advance the ranges the table accounts for afterwards
   * @throws io.footfall.schema.core.error.FootfallException when somebody else has moved the
   *     table's recorded offsets since {@link #recorded()}, with nothing written; or right behind
   *     this commit, which is visible then
   */
  void commit(Batch batch, Map<KafkaPartition, OffsetRange> advance, List<DataFile> files);
}
