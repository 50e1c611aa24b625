package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.generator.core.Truth;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class FinalGroupsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final StructType EVENT =
      new StructType()
          .add("user_id", DataTypes.StringType)
          .add("event_time", DataTypes.TimestampType);
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "1")
          .getOrCreate();

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  /** An event a minute, which belongs to a user. */
  private static Dataset<Row> events(String... users) {
    return SPARK.createDataFrame(
        Stream.iterate(0, minute -> minute + 1)
            .limit(users.length)
            .map(
                minute ->
                    RowFactory.create(
                        users[minute], Timestamp.from(START.plusSeconds(60L * minute))))
            .toList(),
        EVENT);
  }

  private static Truth truth(int minutes, long outOfOrder) {
    return new Truth(
        1,
        minutes,
        minutes,
        Map.of(),
        0,
        outOfOrder,
        0,
        Map.of(),
        List.of(),
        3,
        START,
        START,
        START.plusSeconds(60L * (minutes - 1)));
  }

  private static FinalGroups sessions(long outOfOrder, String... users) {
    StockAggregation sessions = StockAggregation.sessionWindow();
    return FinalGroups.of(
        sessions.members().apply(events(users)),
        1,
        Duration.ofMinutes(2),
        truth(users.length, outOfOrder),
        sessions.by());
  }

  @Test
  void nothingIsDueWhereTheTopicIsShorterThanGapAndLateness() {
    assertThat(sessions(0, "a")).isEqualTo(new FinalGroups(0, 0));
    assertThat(sessions(0, "a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c"))
        .isEqualTo(new FinalGroups(0, 0));
  }

  @Test
  void aSessionIsDueOnceTheWatermarkReachesItsEnd() {
    // The watermark is at minute 11: a's session ended at minute 1 by its gap, b's goes on.
    String[] users = {"a", "a", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b"};
    assertThat(sessions(0, users)).isEqualTo(new FinalGroups(2, 2));
    assertThat(sessions(1, users)).isEqualTo(new FinalGroups(1, 2));
  }

  @Test
  void anOldEventOfASessionThatGoesOnMayBeInARowIfTheOthersWereDropped() {
    assertThat(sessions(0, "a", "b", "b", "b", "a", "b", "b", "b", "b", "b", "b", "b", "b", "b"))
        .isEqualTo(new FinalGroups(0, 2));
  }

  @Test
  void anEventIsDueOnceForEachOfItsWindows() {
    StockAggregation windows = StockAggregation.slidingCount();
    FinalGroups due =
        FinalGroups.of(
            windows.members().apply(events("a", "a", "a", "a", "a", "a", "a", "a", "b")),
            windows.groupsOfEvent(),
            Duration.ofMinutes(2),
            truth(9, 0),
            List.of(col("user_id"), col("window")));
    // At minute 6 only the window from 11:55 to 12:05 has ended, with minutes 0 to 4.
    assertThat(due).isEqualTo(new FinalGroups(5, 5));
  }
}
