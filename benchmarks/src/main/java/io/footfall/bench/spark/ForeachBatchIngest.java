package io.footfall.bench.spark;

import io.footfall.generator.core.Truth;
import io.footfall.ingest.IngestJob;
import io.footfall.ingest.spark.IngestSink;
import io.footfall.runtime.delta.TableCare;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.sink.ExactlyOnceWrite;
import io.footfall.runtime.spark.sink.HadoopSettings;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.schema.core.config.FootfallConfig;
import java.time.Clock;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Ingest with the other candidate for its sink: parse, files and commit are Footfall's, but Spark
 * hands each batch to {@code foreachBatch}, which plans it a second time and runs a job of its own.
 */
public final class ForeachBatchIngest implements Contender {
  /** The local property in which Spark keeps a query's id while its batch runs. */
  private static final String QUERY_ID = "sql.streaming.queryId";

  @Override
  public String name() {
    return "foreachBatch";
  }

  @Override
  public List<WatchedTable> tables() {
    return new FootfallIngest().tables();
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    JobPlan plan = IngestJob.plan(spark, config, servers);
    Dataset<Row> rows =
        KafkaSource.read(spark, servers, config.kafka(), config.source(), plan.start().offsets());
    JobSink sink = IngestSink.open(spark, plan, new BatchLog());
    HadoopSettings hadoop = HadoopSettings.of(spark);
    VoidFunction2<Dataset<Row>, Long> toTables = (batch, id) -> write(sink, hadoop, batch, id);
    Running query =
        Baseline.start(
            name(), rows.writeStream().foreachBatch(toTables), config, mode, plan.checkpoint());
    return new CaredFor(
        query,
        TableCare.start(
            spark, sink.warehouse(), sink.tables(), config.tables(), Clock.systemUTC()));
  }

  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    return FootfallIngest.verify(name(), spark, config, truth);
  }

  private static void write(JobSink sink, HadoopSettings hadoop, Dataset<Row> batch, long id) {
    // Internal rows, as the DataSource V2 sink gets them: rows for people would cost a conversion.
    JavaRDD<InternalRow> rows = batch.queryExecution().toRdd().toJavaRDD();
    ExactlyOnceWrite write =
        new ExactlyOnceWrite(sink, rows.context().getLocalProperty(QUERY_ID), hadoop);
    StreamingDataWriterFactory factory = write.createStreamingWriterFactory(rows::getNumPartitions);
    List<WriterCommitMessage> written = rows.mapPartitions(new BatchTask(factory, id)).collect();
    write.commit(id, written.toArray(WriterCommitMessage[]::new));
  }

  /** Cares for the tables while the query runs, as the job does. */
  private record CaredFor(Running query, TableCare care) implements Running {

    @Override
    public List<StreamingQuery> queries() {
      return query.queries();
    }

    @Override
    public void awaitEnd() {
      query.awaitEnd();
    }

    @Override
    public void close() {
      query.close();
      care.close();
    }
  }
}
