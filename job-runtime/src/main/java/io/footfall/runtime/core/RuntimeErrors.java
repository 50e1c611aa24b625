package io.footfall.runtime.core;

import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;

/** The errors of this module that people see. */
public final class RuntimeErrors {
  private static final String NO_SPACE = "No space left on device";
  private static final String READ_ONLY = "Read-only file system";

  private RuntimeErrors() {}

  static FootfallException batchContradictsTable(String table, long batch, String reason) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "batch %d does not continue table %s: %s".formatted(batch, table, reason),
        "Move the job's checkpoint folder away: the job then goes on from the offsets in its table");
  }

  /** Offsets cannot be moved away from a batch that some tables have. */
  public static FootfallException batchHalfDone(String follower, String authority) {
    return new FootfallException(
        ErrorCategory.USER,
        "a crash has left a batch in %s that %s does not have".formatted(follower, authority),
        "Start the job once, so that it finishes the batch, stop it, and reset then");
  }

  /** Two drivers work on one checkpoint. */
  public static FootfallException checkpointInUse(String checkpoint, Throwable cause) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "another driver works on checkpoint " + checkpoint,
        "Let one driver per pipeline and job run; this one stops",
        cause);
  }

  /** Two report jobs work on one warehouse. */
  public static FootfallException mergedByAnother(String path) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "another report job has merged into %s meanwhile; nothing was counted twice"
            .formatted(path),
        "Let one report job per warehouse run");
  }

  /** Somebody removed rows behind the job's back. */
  public static FootfallException rowsRemoved(
      String path, String operation, long version, long files) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "%s in version %d has removed rows from Delta table %s (%d %s)"
            .formatted(operation, version, path, files, files == 1 ? "file" : "files"),
        "Undo it with RESTORE TABLE delta.`%s` TO VERSION AS OF %d; offsets that the table has"
                .formatted(path, version - 1)
            + " recorded would be missing otherwise");
  }

  static FootfallException badFailpoint(String setting, String names) {
    return new FootfallException(
        ErrorCategory.USER,
        "-D%s=%s names no failpoint".formatted(Failpoints.PROPERTY, setting),
        "Write NAME, NAME:HIT or JOB/NAME:HIT with one of " + names);
  }

  /** A table is ahead of the authority, and nobody knows any more how its records were read. */
  public static FootfallException unfinishedByUnknownMapping(String authority, String file) {
    return new FootfallException(
        ErrorCategory.USER,
        "a crash has left a batch in other tables that %s does not have, and %s, the mapping it was read with, is gone"
            .formatted(authority, file),
        "Put the file back; or start once with the mapping (footfall.mapping, footfall.validation)"
            + " that was in force then: the job finishes what that one began; then change it");
  }

  static FootfallException unfinishedByAnotherCodec(String file, int codec) {
    return new FootfallException(
        ErrorCategory.USER,
        "a crash has left a batch half done that was read with codec version %d (%s); this one has version %d"
            .formatted(codec, file, EventCodec.VERSION),
        "Start the version of Footfall that was in use then once, let it catch up, and upgrade"
            + " again");
  }

  static FootfallException damagedBasis(String file) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        file + " does not hold a mapping",
        "Restore the file from a backup, or remove it and start once with the mapping"
            + " (footfall.mapping, footfall.validation) that was in force at the crash");
  }

  static FootfallException frozenSettings(String checkpoint, String differences) {
    return new FootfallException(
        ErrorCategory.USER,
        "the states in checkpoint %s were made with other settings: %s"
            .formatted(checkpoint, differences),
        "Set them back; or move that folder away: the job then makes its states anew from the topic"
            + " with the new settings, and goes on from the offsets in its table");
  }

  /** The events that a lost state depends on are gone. */
  public static FootfallException stateUnreachable(String job, String missing) {
    return new FootfallException(
        ErrorCategory.USER,
        "the checkpoint of job %s is lost and its state cannot be rebuilt: %s"
            .formatted(job, missing),
        "Restore the checkpoint, or let ingest catch up if only events lacks them; or start once"
            + " with footfall.source.accept-state-loss = true: results that need them are then"
            + " marked as truncated");
  }

  /** Under spark-submit there is no embedded broker. */
  public static FootfallException noBootstrapServers() {
    return new FootfallException(
        ErrorCategory.USER,
        "kafka.bootstrap.servers is not set",
        "Name the brokers in the file given with --config, or in FOOTFALL_KAFKA_BOOTSTRAP_SERVERS");
  }

  /** Another driver has written the table since this one looked. */
  public static FootfallException fenced(String table, Throwable cause) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "another driver has committed to table " + table + " since this one last did",
        "Let one driver per pipeline and job run; this one stops",
        cause);
  }

  /** What a job has read is to be computed once more, and {@code events} lacks some of it. */
  public static FootfallException eventsBehind(
      String partition, String table, String accounted, String events) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s: %s accounts for offsets %s, events only for %s"
            .formatted(partition, table, accounted, events),
        "Run the ingest job until it has caught up (footfall run ingest --available-now), and try"
            + " again");
  }

  /** Of two reconciliations at once, this is the slower. */
  public static FootfallException anotherReconciliation(String table, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "another reconciliation has written to %s since this one began".formatted(table),
        "Run this one again: it adds what the other has left",
        cause);
  }

  /** The table's folder holds something else. */
  public static FootfallException noDeltaTable(String path) {
    return new FootfallException(
        ErrorCategory.USER,
        path + " holds files but is no Delta table",
        "Point footfall.warehouse at another folder, or move the files away");
  }

  /** A table with other columns than this version writes. */
  public static FootfallException otherSchema(String path, String difference) {
    return new FootfallException(
        ErrorCategory.USER,
        "Delta table %s is not the table that this version of Footfall writes: %s"
            .formatted(path, difference),
        "Point footfall.warehouse at another folder, or run the version that made the table");
  }

  /** The warehouse or the checkpoint folder cannot be written. */
  public static FootfallException unwritable(String path, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "cannot write to %s (%s)".formatted(path, firstLine(cause)),
        "Create the folder and give this user write permission, or name another in"
            + " footfall.warehouse or spark.checkpoint.dir",
        cause);
  }

  /** The Delta log cannot be read or written. */
  public static FootfallException tableUnusable(String path, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "Delta table %s cannot be used (%s)".formatted(path, firstLine(cause)),
        "Check that the storage is reachable and writable, and that nobody removed or upgraded the table",
        cause);
  }

  /** A query ended by itself with something nobody foresaw. */
  public static FootfallException queryFailed(String job, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "job %s failed (%s: %s)".formatted(job, cause.getClass().getSimpleName(), firstLine(cause)),
        "The job can be started again: it goes on from what it has committed",
        cause);
  }

  /** The log of a table ends before what this job has committed, or its folder is gone. */
  public static FootfallException tableRemoved(String path) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "Delta table %s was removed or replaced after the job had written to it".formatted(path),
        "Restore it; or move all tables of the job and its checkpoint folder away: the job then"
            + " reads again what the topic still holds");
  }

  /** Somebody upgraded the table. */
  public static FootfallException newerTable(String path, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "Delta table %s has a newer protocol than this version writes (%s)"
            .formatted(path, firstLine(cause)),
        "Run a version of Footfall that knows it, or restore the table to a version before the"
            + " upgrade",
        cause);
  }

  /** True for a failure that {@link #storage} can explain. */
  public static boolean isOfStorage(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof UncheckedIOException
        || says(cause, NO_SPACE)
        || says(cause, READ_ONLY);
  }

  /** A folder or file cannot be read or written. */
  public static FootfallException storage(String path, Throwable cause) {
    if (says(cause, NO_SPACE)) {
      return new FootfallException(
          ErrorCategory.RESOURCE,
          "no space is left for " + path,
          "Free some, or enlarge the disk; the batch is then run again and nothing is lost",
          cause);
    }
    if (says(cause, READ_ONLY)
        || says(cause, "Permission denied")
        || cause instanceof AccessDeniedException) {
      return unwritable(path, cause);
    }
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "%s cannot be read or written (%s)".formatted(path, firstLine(cause)),
        "Check that the storage is reachable and that nobody removed the folder",
        cause);
  }

  private static boolean says(Throwable cause, String text) {
    return cause.getMessage() != null && cause.getMessage().contains(text);
  }

  /** The job was started again and again. */
  public static FootfallException gaveUp(FootfallException last, int restarts, String reason) {
    return new FootfallException(
        last.category(),
        "%s; given up after %d %s: %s"
            .formatted(last.problem(), restarts, restarts == 1 ? "restart" : "restarts", reason),
        last.remedy(),
        last);
  }

  /** The thread that waited for a job was told to end. */
  public static FootfallException interrupted(String job, InterruptedException cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the wait for job " + job + " was interrupted",
        "Start it again: it goes on from what it has committed",
        cause);
  }

  private static String firstLine(Throwable cause) {
    String message =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** The address of {@code footfall.metrics.host} is none of this machine. */
  public static FootfallException cannotListen(String host, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "cannot listen at footfall.metrics.host = %s: %s".formatted(host, cause.getMessage()),
        "Name an address of this machine, such as 127.0.0.1, or set footfall.metrics.enabled = false",
        cause);
  }
}
