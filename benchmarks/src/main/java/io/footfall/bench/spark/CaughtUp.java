package io.footfall.bench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.bench.core.BenchErrors;
import io.footfall.generator.kafka.SendResult;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Waits until a query has finished the batch with the last record that was sent. Spark's own {@code
 * processAllAvailable} waits for a query without a next batch, and a job with timeouts always has
 * one.
 */
final class CaughtUp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private CaughtUp() {}

  /**
   * Waits.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the query ends or takes minutes
   */
  static void await(StreamingQuery query, SendResult sent) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!hasFinished(query.lastProgress(), sent)) {
      if (!query.isActive() && !hasFinished(query.lastProgress(), sent)) {
        throw BenchErrors.failed("query " + query.name(), cause(query));
      }
      if (System.nanoTime() > deadline) {
        throw BenchErrors.failed(
            "query " + query.name(),
            new TimeoutException("it has not caught up within " + LIMIT.toMinutes() + " minutes"));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static Throwable cause(StreamingQuery query) {
    scala.Option<StreamingQueryException> failure = query.exception();
    return failure.isDefined() ? failure.get() : new IllegalStateException("it has ended");
  }

  private static boolean hasFinished(StreamingQueryProgress progress, SendResult sent) {
    if (progress == null) {
      return false;
    }
    for (SourceProgress source : progress.sources()) {
      JsonNode partitions = ends(source.endOffset());
      boolean all =
          sent.acks().entrySet().stream()
              .allMatch(
                  ack ->
                      partitions.path(ack.getKey().toString()).asLong()
                          > ack.getValue().lastOffset());
      if (!all) {
        return false;
      }
    }
    return true;
  }

  /** The partitions of the only topic. */
  private static JsonNode ends(String endOffset) {
    try {
      JsonNode topics = JSON.readTree(endOffset);
      return topics.elements().hasNext() ? topics.elements().next() : topics;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no offsets of Kafka: " + endOffset, e);
    }
  }
}
