package io.footfall.funnel.core.definition;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.util.Collection;

/** Every error of the funnel job that a person sees. */
public final class FunnelErrors {

  private FunnelErrors() {}

  static FootfallException damagedHistory(String file, String what, Throwable cause) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "the funnels that were counted so far cannot be read from %s: %s".formatted(file, what),
        "Restore the file from a backup, or use the version of Footfall that wrote it",
        cause);
  }

  /** No funnel of that name has rows or is configured. */
  public static FootfallException noFunnel(String name, Collection<String> known) {
    return new FootfallException(
        ErrorCategory.USER,
        "there is no funnel " + name,
        "Name one of " + String.join(", ", known));
  }

  /** A breakdown that the funnel does not have. */
  public static FootfallException noBreakdown(String funnel, String field, String known) {
    return new FootfallException(
        ErrorCategory.USER,
        "funnel %s has no breakdown %s".formatted(funnel, field),
        "Use one of its breakdowns (%s), or add the field to its definition".formatted(known));
  }

  /** The funnel job has not run here, or its table is gone. */
  public static FootfallException neverRan(String warehouse, String pipeline) {
    return new FootfallException(
        ErrorCategory.USER,
        "there is no funnel_updates in %s: the funnel job of pipeline %s has not written yet, or it was removed"
            .formatted(warehouse, pipeline),
        "Start the job with `footfall run funnel`, or name another --data-dir or --config");
  }

  /** State bytes that this version does not know. */
  public static FootfallException unknownState(int version) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "the state of a user is of version %d, which this version of Footfall does not know"
            .formatted(version),
        "Use the version that wrote it, or start without the checkpoint, which rebuilds the state");
  }
}
