package io.footfall.runtime.spark.sink;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.Failpoints.Point;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.VerdictBasis;
import io.footfall.runtime.core.metrics.BatchReport;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.execution.streaming.MicroBatchExecution;

/**
 * Tasks write Parquet files for all tables in one pass; the driver commits them table by table,
 * under the protocol of {@link io.footfall.runtime.core.BatchCommitter}.
 */
public final class ExactlyOnceWrite implements StreamingWrite {
  private final JobSink sink;
  private final String queryId;
  private final HadoopSettings hadoop;
  private Optional<Planned> planned = Optional.empty();

  /** Made for each batch. */
  public ExactlyOnceWrite(JobSink sink, String queryId, HadoopSettings hadoop) {
    this.sink = sink;
    this.queryId = queryId;
    this.hadoop = hadoop;
  }

  /** What this batch covers. */
  private record Planned(long batch, Map<KafkaPartition, OffsetRange> ranges) {}

  /**
   * Lets each log line of this thread, the stream's, name the batch: until it is committed, or, of
   * one that fails, until the thread has said so and ended. Reads the offset log once for the
   * batch.
   *
   * @param batch as Spark names it to its own tasks; null where nobody does
   */
  void begin(String batch) {
    if (batch != null) {
      planned(Long.parseLong(batch));
    }
  }

  private Map<KafkaPartition, OffsetRange> planned(long batch) {
    if (planned.filter(known -> known.batch() == batch).isEmpty()) {
      try {
        planned = Optional.of(new Planned(batch, sink.checkpoint().ranges(batch)));
      } catch (IOException e) {
        throw RuntimeErrors.storage(sink.warehouse(), e);
      }
    }
    Map<KafkaPartition, OffsetRange> ranges = planned.orElseThrow().ranges();
    LogContext.begin(queryId, batch, ranges);
    return ranges;
  }

  @Override
  public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
    sink.failpoints().hit(Point.AFTER_OFFSET_LOG);
    SparkContext spark = SparkSession.active().sparkContext();
    begin(spark.getLocalProperty(MicroBatchExecution.BATCH_ID_KEY()));
    LogContext.handOn(spark);
    TaskWriterFactory factory =
        new TaskWriterFactory(
            sink.warehouse(),
            sink.processor(),
            Map.copyOf(sink.committer().recorded()),
            hadoop.executors());
    return sink.failpoints().isDue(Point.MID_PARQUET) ? new DyingWriterFactory(factory) : factory;
  }

  @Override
  public void commit(long epochId, WriterCommitMessage[] messages) {
    List<TaskResult> results =
        Stream.of(messages)
            .filter(TaskResult.class::isInstance)
            .map(TaskResult.class::cast)
            .toList();
    List<TaskReport> reports = results.stream().map(TaskResult::report).toList();
    Map<String, List<DataFile>> files = new TreeMap<>();
    results.forEach(result -> addAll(files, result.files()));
    try {
      MappingSpec mapping = sink.mappings().of(epochId, sink.committer().recorded());
      Batch batch =
          new Batch(
              queryId,
              epochId,
              planned(epochId),
              VerdictBasis.of(mapping).fingerprint(),
              sink.marks().of(epochId));
      addAll(files, finish(batch, reports));
      commit(batch, reports, files);
      sink.failpoints().hit(Point.BEFORE_COMMIT_LOG);
      sink.listener().passed(batch);
      LogContext.clear();
    } catch (IOException e) {
      throw RuntimeErrors.storage(sink.warehouse(), e);
    }
  }

  private void commit(Batch batch, List<TaskReport> reports, Map<String, List<DataFile>> files)
      throws IOException {
    Instant before = Instant.now();
    long retries = sink.committer().retries();
    if (sink.committer().commit(batch, files)) {
      Instant now = Instant.now();
      sink.listener()
          .committed(
              new BatchReport(
                  batch,
                  sink.checkpoint().timestamp(batch.id()),
                  now,
                  sum(reports),
                  files,
                  Duration.between(before, now),
                  sink.committer().retries() - retries));
    }
  }

  /** Removes nothing: a commit may have failed after it became visible. VACUUM finds the rest. */
  @Override
  public void abort(long epochId, WriterCommitMessage[] messages) {}

  private Map<String, List<DataFile>> finish(Batch batch, List<TaskReport> reports)
      throws IOException {
    TableWriters out = new TableWriters(sink.warehouse(), "driver-" + batch.id(), hadoop.driver());
    try {
      sink.finisher().finish(batch, sink.checkpoint().timestamp(batch.id()), reports, out);
      return out.close();
    } catch (IOException | RuntimeException | Error e) {
      out.discard(e);
      throw e;
    }
  }

  private static void addAll(Map<String, List<DataFile>> files, Map<String, List<DataFile>> more) {
    more.forEach(
        (table, added) -> files.computeIfAbsent(table, name -> new ArrayList<>()).addAll(added));
  }

  private static Map<String, Long> sum(List<TaskReport> reports) {
    Map<String, Long> sums = new TreeMap<>();
    reports.forEach(
        report -> report.counts().forEach((name, count) -> sums.merge(name, count, Long::sum)));
    return sums;
  }
}
