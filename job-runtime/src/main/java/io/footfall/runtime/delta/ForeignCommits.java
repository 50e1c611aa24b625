package io.footfall.runtime.delta;

import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.RuntimeErrors;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.util.FileNames;
import scala.collection.JavaConverters;

/**
 * What others have done to a table behind its driver: DELETE, an overwrite or a RESTORE takes rows
 * away whose offsets stay recorded. Delta keeps {@code txn} entries through a RESTORE, so nothing
 * else would tell. Files that were merely joined, those that somebody has put back, and {@link
 * ListedRemoval}s do not count.
 */
final class ForeignCommits {
  /** A driver's own commits vouch for what it saw before them; a race lets it see some late. */
  private static final int OWN_COMMITS = 20;

  private final DeltaLog log;
  private final TxnIds ids;

  ForeignCommits(DeltaLog log, TxnIds ids) {
    this.log = log;
    this.ids = ids;
  }

  /**
   * Looks at the newest entries of the log, as far back as the last commits of the table's driver.
   *
   * @throws io.footfall.schema.core.error.FootfallException when rows are gone
   */
  void requireNothingRemovedLately() {
    Deque<Entry> entries = new ArrayDeque<>();
    int own = 0;
    long version = log.unsafeVolatileSnapshot().version();
    while (version >= 0 && own < OWN_COMMITS) {
      Optional<Entry> entry = read(version--);
      if (entry.isEmpty()) {
        break; // cleaned up
      }
      entries.addFirst(entry.get());
      own += entry.get().isOwn(ids) ? 1 : 0;
    }
    requireNothingRemoved(entries);
  }

  /**
   * Looks at a part of the log.
   *
   * @param after looks at the entries behind this one
   * @param upTo and no further
   * @throws io.footfall.schema.core.error.FootfallException when rows are gone
   */
  void requireNothingRemoved(long after, long upTo) {
    Deque<Entry> entries = new ArrayDeque<>();
    for (long version = after + 1; version <= upTo; version++) {
      read(version).ifPresent(entries::add);
    }
    requireNothingRemoved(entries);
  }

  private void requireNothingRemoved(Iterable<Entry> entries) {
    Map<String, Entry> gone = new LinkedHashMap<>();
    Set<String> strange = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.isListed()) {
        continue;
      }
      for (Action action : entry.actions()) {
        if (action instanceof RemoveFile removed && removed.dataChange()) {
          if (!strange.remove(removed.path())) {
            gone.put(removed.path(), entry);
          }
        } else if (action instanceof AddFile added
            && added.dataChange()
            && gone.remove(added.path()) == null
            && !entry.isOwn(ids)) {
          strange.add(added.path());
        }
      }
    }
    if (!gone.isEmpty()) {
      Entry first = gone.values().iterator().next();
      throw RuntimeErrors.rowsRemoved(
          log.dataPath().toUri().getPath(), first.operation(), first.version(), gone.size());
    }
  }

  private Optional<Entry> read(long version) {
    Path path = FileNames.unsafeDeltaFile(log.logPath(), version);
    try {
      FileSystem files = path.getFileSystem(log.newDeltaHadoopConf());
      if (!files.exists(path)) {
        return Optional.empty();
      }
      List<Action> actions =
          JavaConverters.seqAsJavaList(log.store().read(path, log.newDeltaHadoopConf())).stream()
              .map(Action::fromJson)
              .toList();
      return Optional.of(new Entry(version, actions));
    } catch (IOException e) {
      throw RuntimeErrors.tableUnusable(log.dataPath().toUri().getPath(), e);
    }
  }

  private record Entry(long version, List<Action> actions) {
    /** True for a commit that has recorded offsets. */
    boolean isOwn(TxnIds ids) {
      return actions.stream()
          .anyMatch(
              action -> action instanceof SetTransaction txn && ids.parse(txn.appId()).isPresent());
    }

    boolean isListed() {
      return info().anyMatch(ListedRemoval::is);
    }

    String operation() {
      return info().map(CommitInfo::operation).findFirst().orElse("somebody");
    }

    private Stream<CommitInfo> info() {
      return actions.stream().filter(CommitInfo.class::isInstance).map(CommitInfo.class::cast);
    }
  }
}
