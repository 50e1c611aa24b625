package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.footfall.generator.core.Truth;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many events a query has to have told about that gives groups of events away once they are
 * final; found by one batch over the whole topic. A group is final once the watermark has reached
 * its end: in a short topic none may be, and then no row is due.
 *
 * <p>Spark drops what comes later than the watermark, and how late that is depends on where its
 * batches end. Hence two bounds. What was sent in order is not dropped; and what is dropped makes a
 * group end earlier, but not earlier than its other events allow.
 *
 * @param least events of final groups, less all that may have been dropped
 * @param most events that could be in a final group, each counted once for each group it is in
 */
record FinalGroups(long least, long most) {
  /** Of an event in a group: when that is final if no later one comes. */
  static final String FINAL_AT = "final_at";

  /**
   * Finds the bounds.
   *
   * @param events of the topic, each once for each group that it is in, with {@link #FINAL_AT}
   * @param groupsOfEach how many these are
   * @param lateness how far the watermark stays behind the largest event time
   * @param by what makes a group
   */
  static FinalGroups of(
      Dataset<Row> events, int groupsOfEach, Duration lateness, Truth truth, List<Column> by) {
    Instant watermark = truth.lastEvent().truncatedTo(ChronoUnit.MILLIS).minus(lateness);
    if (truth.firstEvent().isAfter(watermark)) {
      return new FinalGroups(0, 0);
    }
    Column reached = lit(Timestamp.from(watermark));
    Row sums =
        events
            .withColumn("early", col(FINAL_AT).leq(reached))
            .groupBy(by.toArray(Column[]::new))
            .agg(
                count(lit(1)).as("events"),
                expr("count_if(early)").as("early"),
                max(FINAL_AT).leq(reached).as("final"))
            .agg(expr("coalesce(sum(IF(final, events, 0)), 0)"), expr("coalesce(sum(early), 0)"))
            .first();
    long outOfOrder = truth.late() + truth.tooLate() + truth.duplicates();
    return new FinalGroups(
        Math.max(0, sums.getLong(0) - groupsOfEach * outOfOrder), sums.getLong(1));
  }
}
