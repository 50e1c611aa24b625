package io.footfall.runtime.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Makes room for the batches of other jobs in the same driver while a thread does something that
 * can wait: its tasks are scheduled in a pool of their own, and while any stream runs it plans for
 * half of the slots, so that a batch finds the other half free.
 */
public final class Background implements AutoCloseable {
  /** Its weight stands in {@code fairscheduler.xml}. */
  public static final String POOL = "background";

  /** The local property of a thread, and of the stages that it has submitted. */
  public static final String POOL_PROPERTY = "spark.scheduler.pool";

  /** Settings that say in how many tasks work is cut. */
  private static final List<String> TASKS =
      List.of(
          "spark.sql.shuffle.partitions",
          "spark.sql.leafNodeDefaultParallelism",
          "spark.databricks.delta.snapshotPartitions");

  private final SparkSession session;
  private final String poolBefore;
  private final Map<String, String> before = new HashMap<>();

  private Background(SparkSession session) {
    this.session = session;
    this.poolBefore = session.sparkContext().getLocalProperty(POOL_PROPERTY);
  }

  /**
   * Until it is closed, on the thread that closes it.
   *
   * @param session of nobody else: its settings change
   */
  public static Background enter(SparkSession session) {
    Background background = new Background(session);
    session.sparkContext().setLocalProperty(POOL_PROPERTY, POOL);
    if (!session.sharedState().activeStreamingQueries().isEmpty()) {
      background.leaveRoom(Math.max(1, session.sparkContext().defaultParallelism() / 2));
    }
    return background;
  }

  private void leaveRoom(int slots) {
    for (String key : TASKS) {
      String value = session.conf().get(key, null);
      before.put(key, value);
      if (value == null || Integer.parseInt(value) > slots) {
        session.conf().set(key, Integer.toString(slots));
      }
    }
  }

  @Override
  public void close() {
    session.sparkContext().setLocalProperty(POOL_PROPERTY, poolBefore);
    before.forEach(
        (key, value) -> {
          if (value == null) {
            session.conf().unset(key);
          } else {
            session.conf().set(key, value);
          }
        });
  }
}
