package io.footfall.runtime.core;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import java.util.Optional;

/**
 * What a table has recorded of its latest source epoch.
 *
 * @param identity the topic that the offsets count in; empty before the first commit
 */
public record TableRecord(RecordedOffsets offsets, Optional<TopicIdentity> identity) {

  /** Of a table that is not there. */
  public static TableRecord none() {
    return new TableRecord(RecordedOffsets.none(0), Optional.empty());
  }

  public int sourceEpoch() {
    return offsets.sourceEpoch();
  }
}
