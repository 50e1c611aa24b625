package io.footfall.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;

class BackgroundIT {
  private static final String SHUFFLE = "spark.sql.shuffle.partitions";
  private static final String LEAVES = "spark.sql.leafNodeDefaultParallelism";

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));
  private final SparkSession session = spark.newSession();

  @Test
  void leavesHalfOfTheSlotsToStreamsAndThenPutsAllBack() throws Exception {
    session.conf().set(SHUFFLE, "8");
    StreamingQuery stream =
        spark.readStream().format("rate").load().writeStream().format("noop").start();
    try (Background background = Background.enter(session)) {
      assertThat(session.conf().get(SHUFFLE)).isEqualTo("1");
      assertThat(session.range(100).rdd().getNumPartitions()).isEqualTo(1);
      assertThat(pool()).isEqualTo(Background.POOL);
    } finally {
      stream.stop();
    }
    assertThat(session.conf().get(SHUFFLE)).isEqualTo("8");
    assertThat(session.conf().contains(LEAVES)).isFalse();
    assertThat(pool()).isNull();
  }

  @Test
  void takesAllSlotsWhereNothingStreams() {
    session.conf().set(SHUFFLE, "8");
    try (Background background = Background.enter(session)) {
      assertThat(session.conf().get(SHUFFLE)).isEqualTo("8");
      assertThat(pool()).isEqualTo(Background.POOL);
    }
  }

  @Test
  void batchesWeighMoreThanWhatRunsBesideThem() {
    assertThat(weight("default")).isEqualTo(3);
    assertThat(weight(Background.POOL)).isEqualTo(1);
  }

  private int weight(String pool) {
    return spark.sparkContext().getPoolForName(pool).get().weight();
  }

  private String pool() {
    return spark.sparkContext().getLocalProperty(Background.POOL_PROPERTY);
  }
}
