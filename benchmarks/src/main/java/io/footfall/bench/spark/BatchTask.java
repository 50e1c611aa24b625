package io.footfall.bench.spark;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Does in a task of {@code foreachBatch} what Spark does with the writer of a streaming sink. */
record BatchTask(StreamingDataWriterFactory factory, long batch)
    implements FlatMapFunction<Iterator<InternalRow>, WriterCommitMessage> {

  @Override
  public Iterator<WriterCommitMessage> call(Iterator<InternalRow> rows) throws IOException {
    TaskContext task = TaskContext.get();
    try (DataWriter<InternalRow> writer =
        factory.createWriter(task.partitionId(), task.taskAttemptId(), batch)) {
      boolean written = false;
      try {
        while (rows.hasNext()) {
          writer.write(rows.next());
        }
        WriterCommitMessage message = writer.commit();
        written = true;
        return List.of(message).iterator();
      } finally {
        if (!written) {
          writer.abort();
        }
      }
    }
  }
}
