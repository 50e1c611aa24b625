package io.footfall.runtime.core.lifecycle;

import io.footfall.schema.core.error.FootfallException;
import java.time.Instant;

/**
 * One failure of a job, as the restart policy sees it.
 *
 * @param batch the batch that was running or due
 * @param cause in one line; equal causes are the same failure
 */
public record Failure(Instant at, Kind kind, long batch, String cause) {

  /** What can be expected of another try. */
  public enum Kind {
    /** It fails again until a person changes something. */
    PERMANENT,
    /** A known trouble outside, which may pass. */
    TRANSIENT,
    /** Nobody foresaw it: worth another try, but not for ever at one batch. */
    UNKNOWN
  }

  /**
   * Classifies.
   *
   * @param known false when {@code error} only wraps something unforeseen
   */
  public static Failure of(Instant at, FootfallException error, boolean known, long batch) {
    Kind kind =
        !error.category().retryable() ? Kind.PERMANENT : known ? Kind.TRANSIENT : Kind.UNKNOWN;
    return new Failure(at, kind, batch, error.problem());
  }
}
