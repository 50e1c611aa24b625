package io.footfall.runtime.spark.sink;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.parquet.TableWriters;
import java.io.IOException;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the writer of one task. Travels to the executors with each batch. */
record TaskWriterFactory(
    String warehouse,
    RowProcessor processor,
    Map<String, RecordedOffsets> recorded,
    Broadcast<SerializableConfiguration> hadoop)
    implements StreamingDataWriterFactory {

  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId, long epochId) {
    String name = "%05d-%d-%d".formatted(partitionId, epochId, taskId);
    return new TaskWriter(
        processor.start(epochId, recorded),
        new TableWriters(warehouse, name, hadoop.value().value()));
  }

  private record TaskWriter(RowProcessor.Task task, TableWriters out)
      implements DataWriter<InternalRow> {
    @Override
    public void write(InternalRow row) throws IOException {
      task.process(row, out);
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
      TaskReport report = task.finish(out);
      return new TaskResult(out.close(), report);
    }

    @Override
    public void abort() throws IOException {
      out.discard();
    }

    @Override
    public void close() {}
  }
}
