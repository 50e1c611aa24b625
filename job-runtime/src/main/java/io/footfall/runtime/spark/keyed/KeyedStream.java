package io.footfall.runtime.spark.keyed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;

/** The plan of a stateful job between its source and its sink. */
final class KeyedStream {
  private static final String TIME = "seen_at";

  /**
   * Speaks of the time, too, so that it stays behind the watermark: an event that the job has no
   * use for moves it.
   */
  private static final String HAS_USE = TIME + " IS NULL OR packed IS NOT NULL";

  private KeyedStream() {}

  /**
   * Rows of one binary column: the steps' output.
   *
   * @param events as {@link KeyedSource} reads them, as a stream
   * @param initial columns {@code blob} and {@code user_id}: the states that a query without a
   *     checkpoint begins with
   */
  static Dataset<Row> of(
      Dataset<Row> events, Duration lateness, StepFunction step, Optional<Dataset<Row>> initial) {
    Dataset<Row> timed =
        events
            .select(
                col("packed"),
                col("user_id"),
                // A wrong clock cannot carry the watermark into the future. Nullable, though it is
                // never null: else Spark would drop what HAS_USE says of it.
                when(col("event_time").isNotNull(), least(col("event_time"), current_timestamp()))
                    .as(TIME))
            .withWatermark(TIME, lateness.toMillis() + " milliseconds")
            .where(HAS_USE);
    KeyValueGroupedDataset<String, byte[]> users = KeyedGroups.of(timed);
    GroupStateTimeout timeout = GroupStateTimeout.ProcessingTimeTimeout();
    Dataset<byte[]> rows =
        initial.isEmpty()
            ? users.flatMapGroupsWithState(
                step, OutputMode.Append(), Encoders.BINARY(), Encoders.BINARY(), timeout)
            : users.flatMapGroupsWithState(
                step,
                OutputMode.Append(),
                Encoders.BINARY(),
                Encoders.BINARY(),
                timeout,
                KeyedGroups.of(initial.get().select(col("blob"), col("user_id"))));
    return rows.toDF();
  }
}
