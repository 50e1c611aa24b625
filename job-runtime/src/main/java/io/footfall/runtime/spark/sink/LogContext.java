package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.Batch;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.MDC;

/** Says in each log line of this thread which query, batch and offsets it is about. */
final class LogContext implements AutoCloseable {
  private static final String QUERY = "query";
  private static final String BATCH = "batch";
  private static final String OFFSETS = "offsets";

  private LogContext() {}

  static LogContext of(Batch batch) {
    MDC.put(QUERY, batch.queryId());
    MDC.put(BATCH, Long.toString(batch.id()));
    MDC.put(OFFSETS, new TreeMap<>(batch.ranges()).toString());
    return new LogContext();
  }

  @Override
  public void close() {
    List.of(QUERY, BATCH, OFFSETS).forEach(MDC::remove);
  }
}
