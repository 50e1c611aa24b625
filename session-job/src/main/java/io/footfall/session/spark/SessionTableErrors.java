package io.footfall.session.spark;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;

/** The errors of looking at sessions that people see. */
final class SessionTableErrors {
  private SessionTableErrors() {}

  static FootfallException eventsDoNotReach(
      KafkaPartition partition, OffsetRange events, OffsetRange sessions) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s: session_updates accounts for offsets [%d, %d), events only for [%d, %d)"
            .formatted(partition, sessions.from(), sessions.until(), events.from(), events.until()),
        "Run the ingest job until it has caught up (footfall run ingest --available-now), and audit"
            + " again");
  }
}
