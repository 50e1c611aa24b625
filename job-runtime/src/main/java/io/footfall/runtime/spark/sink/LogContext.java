package io.footfall.runtime.spark.sink;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/** Says in each log line of this thread which query, batch and offsets it is about. */
public final class LogContext implements AutoCloseable {
  private static final String QUERY = "query";
  private static final String BATCH = "batch";
  private static final String OFFSETS = "offsets";

  /** What Spark puts into the same context of the threads that run tasks, under this very name. */
  private static final String OF_TASKS = "mdc.";

  private LogContext() {}

  /** Of what covers no offsets: a pass over tables. */
  public static LogContext of(String query, long batch) {
    put(query, batch);
    return new LogContext();
  }

  /** Of a batch, until {@link #clear} or until another one begins on this thread. */
  static void begin(String query, long batch, Map<KafkaPartition, OffsetRange> ranges) {
    put(query, batch);
    MDC.put(OFFSETS, new TreeMap<>(ranges).toString());
  }

  private static void put(String query, long batch) {
    MDC.put(QUERY, query);
    MDC.put(BATCH, Long.toString(batch));
  }

  /** Lets tasks that this thread starts name query and batch as well. */
  static void handOn(SparkContext spark) {
    List.of(QUERY, BATCH).forEach(key -> spark.setLocalProperty(OF_TASKS + key, MDC.get(key)));
  }

  static void clear() {
    List.of(QUERY, BATCH, OFFSETS).forEach(MDC::remove);
  }

  @Override
  public void close() {
    clear();
  }
}
