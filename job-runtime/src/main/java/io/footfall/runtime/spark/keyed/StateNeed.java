package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.BatchTime;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Which events a job's state depends on, when the state is lost. */
public interface StateNeed {

  /**
   * Finds out, from the job's own tables. Called on the driver before the query starts.
   *
   * @param time the watermark of the authority's last commit, {@link Long#MIN_VALUE} when that was
   *     before the first
   */
  Events at(SparkSession spark, String warehouse, BatchTime time);

  /**
   * Events up to what the job has accounted for.
   *
   * @param fromMicros events with an earlier time are in no state; {@link Long#MAX_VALUE} when no
   *     state is needed
   * @param users where only some users need their events: columns {@code user_id} and {@code
   *     from_micros} (long, not before {@code fromMicros}), one row per user; empty for all users
   */
  record Events(long fromMicros, Optional<Dataset<Row>> users) {
    private static final Events NONE = new Events(Long.MAX_VALUE, Optional.empty());

    /** No state is needed. */
    public static Events none() {
      return NONE;
    }

    /** Those of all users from a time on. */
    public static Events from(long micros) {
      return new Events(micros, Optional.empty());
    }
  }
}
