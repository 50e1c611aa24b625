package io.footfall.runtime.delta;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.CheckpointInstance;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.LastCheckpointInfo;
import org.apache.spark.sql.delta.LogSegment;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.UninitializedCheckpointProvider;
import org.apache.spark.sql.delta.util.FileNames;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Snapshots made of what another one knows, without listing the log: a listing looks at every entry
 * that log cleanup has not removed yet.
 */
final class Snapshots {
  /** A checkpoint that is due takes some commits until it is written: so often it is looked for. */
  private static final int COMMITS_BETWEEN_LOOKS = 10;

  private Snapshots() {}

  /** The same version, with state and locks of its own. */
  static Snapshot copyOf(DeltaLog log, Snapshot snapshot) {
    return create(log, snapshot, snapshot.logSegment());
  }

  /**
   * The same version, standing on the newest checkpoint. A commit hands on the entries that its
   * snapshot stands on, and costs more the more there are.
   *
   * @param many entries behind a checkpoint from which a newer one is looked for
   * @return {@code snapshot} itself where it stands on the newest, or has few entries behind
   */
  static Snapshot onNewestCheckpoint(DeltaLog log, Snapshot snapshot, long many)
      throws IOException {
    int entries = snapshot.logSegment().deltas().size();
    if (entries < many || entries % COMMITS_BETWEEN_LOOKS != 0) {
      return snapshot;
    }
    Option<LastCheckpointInfo> newest = log.readLastCheckpointFile();
    if (newest.isEmpty() || !isUsable(newest.get(), snapshot)) {
      return snapshot;
    }
    return create(log, snapshot, onCheckpoint(log, snapshot.logSegment(), newest.get().version()));
  }

  /** Written by {@link TableTasks}, in one file, and of a version that the snapshot includes. */
  private static boolean isUsable(LastCheckpointInfo checkpoint, Snapshot snapshot) {
    return checkpoint.parts().isEmpty()
        && checkpoint.v2Checkpoint().isEmpty()
        && checkpoint.version() > snapshot.checkpointProvider().version()
        && checkpoint.version() < snapshot.version();
  }

  private static LogSegment onCheckpoint(DeltaLog log, LogSegment segment, long version)
      throws IOException {
    Path file = FileNames.checkpointFileSingular(log.logPath(), version);
    FileStatus status = file.getFileSystem(log.newDeltaHadoopConf()).getFileStatus(file);
    UninitializedCheckpointProvider checkpoint =
        CheckpointInstance.apply(file)
            .getCheckpointProvider(
                log,
                JavaConverters.asScalaBuffer(java.util.List.of(status)).toSeq(),
                Option.empty());
    return LogSegment.apply(
        segment.logPath(),
        segment.version(),
        JavaConverters.asScalaBuffer(
                JavaConverters.seqAsJavaList(segment.deltas()).stream()
                    .filter(entry -> FileNames.deltaVersion(entry) > version)
                    .toList())
            .toSeq(),
        checkpoint,
        segment.lastCommitFileModificationTimestamp());
  }

  private static Snapshot create(DeltaLog log, Snapshot snapshot, LogSegment segment) {
    return log.createSnapshot(
        segment,
        snapshot.tableCommitCoordinatorClientOpt(),
        Option.empty(),
        snapshot.checksumOpt());
  }
}
