package io.footfall.runtime.delta;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.core.CareSchedule.Task;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.TruncationGranularity;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.util.FileNames;
import org.apache.spark.sql.delta.util.JsonUtils;
import scala.Option;
import scala.collection.JavaConverters;
import scala.reflect.ManifestFactory;

/** Tends the log and the files of one table, through Delta's own means. Any thread. */
final class TableTasks implements TableCare.Tended {
  private final SparkSession spark;
  private final DeltaLog log;
  private final String path;
  private final ReaderPositions readers;
  private final Duration retention;

  TableTasks(SparkSession spark, String warehouse, String table, Duration retention)
      throws IOException {
    this.spark = spark;
    this.path = warehouse + "/" + table;
    this.log = DeltaLog.forTable(spark, path);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    this.readers = new ReaderPositions(warehouse, table, hadoop);
    this.retention = retention;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public long version() {
    return log.unsafeVolatileSnapshot().version();
  }

  @Override
  public long checkpointVersion() {
    return log.unsafeVolatileSnapshot().checkpointProvider().version();
  }

  @Override
  public void run(Task task, Instant now) throws IOException {
    switch (task) {
      case CHECKPOINT -> checkpoint();
      case CLEANUP -> cleanUp(now);
      case COMPACTION -> DeltaTable.forPath(spark, path).optimize().executeCompaction();
    }
  }

  private void checkpoint() {
    // Not the snapshot that the sink has: a commit would wait at its lock while the state is
    // computed. The sink finds the checkpoint by itself.
    Snapshot ours = Snapshots.copyOf(log, log.unsafeVolatileSnapshot());
    try {
      log.checkpoint(ours, Option.empty());
    } finally {
      ours.uncache();
    }
  }

  /**
   * Leaves Delta's checksum of the newest version that this process knows: protocol, schema and
   * recorded offsets in one small file, so that the next start asks for them without a query. One
   * for each commit would cost more than it saves.
   */
  @Override
  public void leaveChecksum() throws IOException {
    Snapshot snapshot = log.unsafeVolatileSnapshot();
    Path checksum = FileNames.checksumFile(log.logPath(), snapshot.version());
    Path entry = FileNames.unsafeDeltaFile(log.logPath(), snapshot.version());
    Configuration hadoop = log.newDeltaHadoopConf();
    FileSystem files = log.logPath().getFileSystem(hadoop);
    if (snapshot.checksumOpt().isDefined() && files.exists(entry) && !files.exists(checksum)) {
      String text =
          JsonUtils.toJson(
              snapshot.checksumOpt().get(), ManifestFactory.classType(VersionChecksum.class));
      log.store()
          .write(checksum, JavaConverters.asScalaIterator(List.of(text).iterator()), false, hadoop);
    }
  }

  /**
   * What a reader has still to read.
   *
   * @param reader the slowest
   * @param from when the next version for it was committed; the epoch when its log entry is gone
   */
  record Needed(ReaderPositions.Reader reader, Instant from) {

    /** For people who ask why something is kept. */
    String text() {
      return "reader %s has still to read what was committed since %s; it last came on %s"
          .formatted(
              reader.name(),
              from.equals(Instant.EPOCH) ? "the beginning" : from.truncatedTo(ChronoUnit.SECONDS),
              reader.moved().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** What the slowest reader has still to read; empty when nobody is behind. */
  Optional<Needed> needed() throws IOException {
    Optional<ReaderPositions.Reader> slowest = readers.slowest();
    return slowest.isPresent() && slowest.get().next() <= version()
        ? Optional.of(new Needed(slowest.get(), committedAt(slowest.get().next())))
        : Optional.empty();
  }

  private void cleanUp(Instant now) throws IOException {
    Instant cutoff = now.minus(retention);
    Optional<ReaderPositions.Reader> slowest = readers.slowest();
    if (slowest.isPresent()) {
      Instant needed = committedAt(slowest.get().next());
      cutoff = needed.isBefore(cutoff) ? needed : cutoff;
    }
    // Delta counts from its own clock.
    long age = log.clock().getTimeMillis() - cutoff.toEpochMilli();
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    log.cleanUpExpiredLogs(snapshot, Option.apply((Object) age), TruncationGranularity.HOUR());
  }

  /** When a version was committed; the beginning of time when its entry is gone. */
  Instant committedAt(long version) throws IOException {
    Path entry = FileNames.unsafeDeltaFile(log.logPath(), version);
    var files = entry.getFileSystem(log.newDeltaHadoopConf());
    return files.exists(entry)
        ? Instant.ofEpochMilli(files.getFileStatus(entry).getModificationTime())
        : Instant.EPOCH;
  }
}
