package io.footfall.cli.chaos;

import io.footfall.ingest.spark.OffsetAudit;

/**
 * What was checked when the driver of one fault was dead, and no other had started.
 *
 * @param missing recorded offsets that stand in no table
 * @param doubled offsets that stand more than once
 * @param watched whether those who look on had seen nothing wrong so far
 */
record CheckedAfter(long missing, long doubled, boolean watched) {

  static CheckedAfter of(OffsetAudit.Report audit, Watch watch) {
    return new CheckedAfter(audit.missing(), audit.doubled(), watch.holds());
  }

  boolean holds() {
    return missing == 0 && doubled == 0 && watched;
  }

  String text() {
    return holds()
        ? "ranges abut, copy and reader right"
        : "MISSING %,d, DOUBLED %,d%s"
            .formatted(missing, doubled, watched ? "" : ", COPY OR READER WRONG");
  }
}
