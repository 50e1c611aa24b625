package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.Failpoints;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** For the failpoint {@code mid-parquet}: the task that gets a row dies with its files open. */
record DyingWriterFactory(StreamingDataWriterFactory factory)
    implements StreamingDataWriterFactory {

  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId, long epochId) {
    DataWriter<InternalRow> writer = factory.createWriter(partitionId, taskId, epochId);
    return new DataWriter<>() {
      @Override
      public void write(InternalRow row) throws IOException {
        writer.write(row);
        Failpoints.die();
      }

      @Override
      public WriterCommitMessage commit() throws IOException {
        return writer.commit();
      }

      @Override
      public void abort() throws IOException {
        writer.abort();
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }
}
