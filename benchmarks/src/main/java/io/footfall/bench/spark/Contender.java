package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** One way from the topic to its tables: a job, several jobs, or a baseline. */
public interface Contender {

  /** In tables and JSON. */
  String name();

  /** Keys of the configuration that differ for it. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Called between the warm-up and the first round that counts. */
  default void warm() {}

  /** Every table that it writes. */
  List<WatchedTable> tables();

  /** Starts on tables and checkpoints that are not there yet. */
  Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode);

  /**
   * Counts what it left behind.
   *
   * @param truth of all that the topic holds
   * @return rows that account for records
   * @throws io.footfall.schema.core.error.FootfallException when rows were lost or doubled
   */
  long verify(SparkSession spark, FootfallConfig config, Truth truth);

  /**
   * A table under observation.
   *
   * @param timestampColumn the Kafka timestamp from which a row's latency counts, of its record or
   *     of the newest one it tells about; empty where a row stands for no record
   * @param where the rows that count, as an SQL condition: not those that only the passing of time
   *     brought about
   */
  record WatchedTable(String name, Optional<String> timestampColumn, String where) {

    /** All rows count. */
    public WatchedTable(String name, Optional<String> timestampColumn) {
      this(name, timestampColumn, "true");
    }
  }

  /** Started queries. */
  interface Running extends AutoCloseable {

    List<StreamingQuery> queries();

    /** CPU time so far of threads of this process that only look at it. */
    default Duration onlookersCpu() {
      return Duration.ZERO;
    }

    /** CPU time so far of a report job that runs beside. */
    default Duration reportCpu() {
      return Duration.ZERO;
    }

    /** Waits until all have ended. */
    void awaitEnd();

    /** Stops them. */
    @Override
    void close();
  }
}
