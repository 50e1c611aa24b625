package io.footfall.runtime.spark;

import org.apache.spark.sql.execution.streaming.StreamExecution;
import org.apache.spark.sql.execution.streaming.StreamingQueryWrapper;
import org.apache.spark.sql.execution.streaming.TERMINATED$;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Ends a query behind its running batch. Spark's own {@code stop()} interrupts the batch; here the
 * query is only told that it is no longer active, which its loop asks after each batch (see
 * docs/decisions/0005). The one place that knows Spark's stream execution from inside.
 */
final class GracefulEnd {
  private GracefulEnd() {}

  /** Lets no other batch begin; returns at once. */
  static void request(StreamingQuery query) {
    execution(query).state().set(TERMINATED$.MODULE$);
  }

  /** True from {@link #request} on as soon as no batch runs: then stopping interrupts none. */
  static boolean isBetweenBatches(StreamingQuery query) {
    return !query.status().isTriggerActive();
  }

  private static StreamExecution execution(StreamingQuery query) {
    return query instanceof StreamingQueryWrapper wrapper
        ? wrapper.streamingQuery()
        : (StreamExecution) query;
  }
}
