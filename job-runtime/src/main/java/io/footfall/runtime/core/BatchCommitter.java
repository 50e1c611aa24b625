package io.footfall.runtime.core;

import io.footfall.offsets.core.CommitRule;
import io.footfall.offsets.core.CommitRule.Commit;
import io.footfall.offsets.core.CommitRule.Decision;
import io.footfall.offsets.core.CommitRule.Skip;
import io.footfall.offsets.core.CommitRule.Stop;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.runtime.core.Failpoints.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Commits a batch to all tables of a job, the authority last.
 *
 * <p>The authority decides for all: it stands where the batch begins only if every follower has got
 * what belongs to the batches before. A follower without rows in a batch is therefore left alone,
 * and may stand behind.
 */
public final class BatchCommitter {
  private final List<TableSink> followers;
  private final TableSink authority;
  private final Failpoints failpoints;

  public BatchCommitter(List<TableSink> followers, TableSink authority) {
    this(followers, authority, Failpoints.off());
  }

  public BatchCommitter(List<TableSink> followers, TableSink authority, Failpoints failpoints) {
    this.followers = List.copyOf(followers);
    this.authority = authority;
    this.failpoints = failpoints;
  }

  /** What each table has recorded: rows below are there already and must be dropped. */
  public Map<String, RecordedOffsets> recorded() {
    Map<String, RecordedOffsets> recorded = new LinkedHashMap<>();
    followers.forEach(sink -> recorded.put(sink.table(), sink.recorded()));
    recorded.put(authority.table(), authority.recorded());
    return recorded;
  }

  /**
   * The {@link VerdictBasis} of a batch that a crash has left in a follower but not in the
   * authority; empty when there is none.
   */
  public OptionalLong unfinishedBasis() {
    return followers.stream()
        .filter(follower -> follower.recorded().isAheadOf(authority.recorded()))
        .map(TableSink::recordedBasis)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /** How many commits had to be made anew so far, over all tables. */
  public long retries() {
    return authority.retries() + followers.stream().mapToLong(TableSink::retries).sum();
  }

  /** What the authority has recorded. */
  public RecordedOffsets position() {
    return authority.recorded();
  }

  /** See {@link TableSink#identify}; the authority remembers it for all. */
  public void identify(TopicIdentity identity) {
    authority.identify(identity);
  }

  /** The name of the table that decides. */
  public String authority() {
    return authority.table();
  }

  /**
   * Commits what is not committed yet.
   *
   * @param files per table, without rows below its recorded end
   * @return false when every table had the batch already, or there is nothing to commit
   */
  public boolean commit(Batch batch, Map<String, List<DataFile>> files) {
    Decision decision = CommitRule.AUTHORITY.decide(authority.recorded(), batch.ranges());
    if (decision instanceof Stop stop) {
      throw RuntimeErrors.batchContradictsTable(authority.table(), batch.id(), stop.reason());
    }
    if (decision instanceof Skip) {
      return batch.isIdle() && commitIdle(batch, files);
    }
    commitAll(batch, ((Commit) decision).ranges(), files);
    return true;
  }

  private void commitAll(
      Batch batch, Map<KafkaPartition, OffsetRange> advance, Map<String, List<DataFile>> files) {
    failpoints.hit(Point.BEFORE_DELTA_COMMIT);
    boolean between = false;
    for (TableSink follower : followers) {
      between |= commitFollower(follower, batch, files.getOrDefault(follower.table(), List.of()));
    }
    if (between) {
      failpoints.hit(Point.BETWEEN_TABLE_COMMITS);
    }
    authority.commit(batch, advance, files.getOrDefault(authority.table(), List.of()));
    failpoints.hit(Point.AFTER_DELTA_COMMIT);
  }

  /**
   * A batch without offsets, which they cannot guard: what is due by time only. Its rows are
   * committed once by the number of the batch, and behind exactly the offsets it stands at.
   */
  private boolean commitIdle(Batch batch, Map<String, List<DataFile>> files) {
    if (files.values().stream().allMatch(List::isEmpty) || has(authority, batch)) {
      return false;
    }
    batch
        .ranges()
        .forEach(
            (partition, range) -> {
              if (authority.recorded().end(partition).orElseThrow() != range.until()) {
                throw RuntimeErrors.batchContradictsTable(
                    authority.table(),
                    batch.id(),
                    "the batch stands at offset %d of %s, the table at %d"
                        .formatted(
                            range.until(),
                            partition,
                            authority.recorded().end(partition).orElseThrow()));
              }
            });
    commitAll(batch, batch.ranges(), files);
    return true;
  }

  private static boolean has(TableSink sink, Batch batch) {
    return sink.mark(batch.queryId()).orElse(-1) >= batch.id();
  }

  /** True when it committed. */
  private static boolean commitFollower(TableSink follower, Batch batch, List<DataFile> files) {
    if (files.isEmpty()) {
      return false;
    }
    if (CommitRule.FOLLOWER.decide(follower.recorded(), batch.ranges()) instanceof Commit commit) {
      follower.commit(batch, commit.ranges(), files);
      return true;
    }
    if (batch.isIdle() && !has(follower, batch)) {
      follower.commit(batch, batch.ranges(), files);
      return true;
    }
    return false;
  }
}
