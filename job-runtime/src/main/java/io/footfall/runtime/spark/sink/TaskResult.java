package io.footfall.runtime.spark.sink;

import io.footfall.runtime.core.DataFile;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** What a finished task sends to the driver: its files per table, and its report. */
record TaskResult(Map<String, List<DataFile>> files, TaskReport report)
    implements WriterCommitMessage {}
