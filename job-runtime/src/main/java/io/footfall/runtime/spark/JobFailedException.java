package io.footfall.runtime.spark;

import io.footfall.schema.core.error.FootfallException;

/** A job's failure on its way to the supervisor, or to a caller who wants no restart. */
final class JobFailedException extends FootfallException {
  private static final long serialVersionUID = 1L;

  private final boolean known;

  JobFailedException(JobFailure failure) {
    super(
        failure.error().category(),
        failure.error().problem(),
        failure.error().remedy(),
        failure.error());
    this.known = failure.known();
  }

  JobFailure failure() {
    return new JobFailure((FootfallException) getCause(), known);
  }
}
