package io.footfall.runtime.delta;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.error.FootfallException;
import org.apache.spark.sql.delta.InvalidProtocolVersionException;

/** What Delta throws, in words for people. */
public final class DeltaFailures {
  private DeltaFailures() {}

  /** True when somebody else has changed the same part of a table: not now, but later it works. */
  public static boolean isConflict(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof io.delta.exceptions.DeltaConcurrentModificationException) {
        return true;
      }
    }
    return false;
  }

  /** The failure of reading or writing the table's log. */
  static FootfallException of(String path, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FootfallException known) {
        return known;
      }
      if (isNewerProtocol(cause)) {
        return RuntimeErrors.newerTable(path, failure);
      }
      if (RuntimeErrors.isOfStorage(cause)) {
        return RuntimeErrors.storage(path, cause);
      }
    }
    return RuntimeErrors.tableUnusable(path, failure);
  }

  private static boolean isNewerProtocol(Throwable cause) {
    return cause instanceof InvalidProtocolVersionException
        || cause instanceof io.delta.exceptions.ProtocolChangedException
        || cause.getClass().getSimpleName().startsWith("DeltaUnsupportedTableFeature");
  }
}
