package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a finished task sends to the driver: its files per table, and its report. Packed by Java's
 * own serialization, since Kryo, which a cluster may have configured, cannot read records.
 */
final class TaskResult implements WriterCommitMessage {
  private static final long serialVersionUID = 1L;

  private final byte[] files;
  private final byte[] report;

  TaskResult(Map<String, List<DataFile>> files, TaskReport report) {
    this.files = SerializationUtils.serialize(new HashMap<>(files));
    this.report = SerializationUtils.serialize(report);
  }

  Map<String, List<DataFile>> files() {
    return SerializationUtils.<HashMap<String, List<DataFile>>>deserialize(files);
  }

  TaskReport report() {
    return SerializationUtils.deserialize(report);
  }
}
