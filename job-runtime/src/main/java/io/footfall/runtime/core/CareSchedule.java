package io.footfall.runtime.core;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * When a table's log and files are tended. Pure: what is due follows from what was done, the
 * table's version and the time.
 *
 * @param compaction how often small files are joined; empty for never
 */
public record CareSchedule(Optional<Duration> compaction) {
  /** Commits between checkpoints: what a reader has to replay at most. */
  public static final long CHECKPOINT_COMMITS = 250;

  private static final Duration CLEANUP = Duration.ofHours(1);

  /** What can be due. */
  public enum Task {
    /** Write a checkpoint of the log, so that readers need not replay it. */
    CHECKPOINT,
    /** Remove old entries of the log. */
    CLEANUP,
    /** Join small files. */
    COMPACTION
  }

  /**
   * What was done last.
   *
   * @param checkpointVersion the version of the last checkpoint; -1 for none
   */
  public record Done(long checkpointVersion, Instant cleanup, Instant compaction) {

    /** A table that is opened now: what depends on time waits its turn. */
    public static Done opened(long checkpointVersion, Instant now) {
      return new Done(checkpointVersion, now, now);
    }

    /** This, after one task was done. */
    public Done with(Task task, long version, Instant now) {
      return switch (task) {
        case CHECKPOINT -> new Done(version, cleanup, compaction);
        case CLEANUP -> new Done(checkpointVersion, now, compaction);
        case COMPACTION -> new Done(checkpointVersion, cleanup, now);
      };
    }
  }

  /** What is due, in the order in which to do it. */
  public Set<Task> due(Done done, long version, Instant now) {
    Set<Task> due = EnumSet.noneOf(Task.class);
    boolean cleanup = !now.isBefore(done.cleanup().plus(CLEANUP));
    long commits = version - done.checkpointVersion();
    // Nothing can be removed that no checkpoint stands for.
    if (commits >= CHECKPOINT_COMMITS || (cleanup && commits > 0)) {
      due.add(Task.CHECKPOINT);
    }
    if (cleanup) {
      due.add(Task.CLEANUP);
    }
    if (compaction.isPresent() && !now.isBefore(done.compaction().plus(compaction.get()))) {
      due.add(Task.COMPACTION);
    }
    return due;
  }
}
