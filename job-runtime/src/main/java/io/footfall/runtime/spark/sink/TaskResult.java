package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.Utils;

/**
 * What a finished task sends to the driver: its files per table, and its report. Packed by Java's
 * own serialization, since Kryo, which a cluster may have configured, cannot read records.
 */
final class TaskResult implements WriterCommitMessage {
  private static final long serialVersionUID = 1L;

  /** Under spark-submit the system's class loader does not know our classes. */
  private static final ClassLoader LOADER = TaskResult.class.getClassLoader();

  private final byte[] files;
  private final byte[] report;

  TaskResult(Map<String, List<DataFile>> files, TaskReport report) {
    this.files = Utils.serialize(new HashMap<>(files));
    this.report = Utils.serialize(report);
  }

  Map<String, List<DataFile>> files() {
    return Utils.<HashMap<String, List<DataFile>>>deserialize(files, LOADER);
  }

  TaskReport report() {
    return Utils.deserialize(report, LOADER);
  }
}
