package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.KafkaErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a job ended, for people.
 *
 * @param known false when {@code error} only wraps something that nobody foresaw
 */
public record JobFailure(FootfallException error, boolean known) {

  /**
   * What a job without a query threw.
   *
   * @param place where it reads and writes
   */
  public static JobFailure of(String job, String place, Throwable thrown) {
    return of(job, thrown, cause -> ofStorage(place, cause));
  }

  /** What a running query, or an attempt to start it, threw. */
  static JobFailure of(JobPlan plan, Throwable thrown) {
    return of(plan.job(), thrown, cause -> ofQuery(plan, cause));
  }

  private static JobFailure of(
      String job, Throwable thrown, Function<Throwable, Optional<FootfallException>> known) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof FootfallException footfall) {
        return new JobFailure(footfall, true);
      }
    }
    return chain.stream()
        .flatMap(cause -> known.apply(cause).stream())
        .findFirst()
        .map(error -> new JobFailure(error, true))
        .orElseGet(
            () ->
                new JobFailure(RuntimeErrors.queryFailed(job, chain.get(chain.size() - 1)), false));
  }

  private static Optional<FootfallException> ofQuery(JobPlan plan, Throwable cause) {
    if (says(cause, "Multiple streaming jobs detected")) {
      return Optional.of(RuntimeErrors.checkpointInUse(plan.checkpoint(), cause));
    }
    if (cause instanceof org.apache.kafka.common.errors.TimeoutException
        || cause instanceof org.apache.kafka.common.errors.DisconnectException) {
      return Optional.of(KafkaErrors.unreachable(plan.bootstrapServers(), cause));
    }
    // Tables name themselves where they are written: what is left is the checkpoint.
    return ofStorage(plan.checkpoint(), cause);
  }

  private static Optional<FootfallException> ofStorage(String place, Throwable cause) {
    return RuntimeErrors.isOfStorage(cause)
        ? Optional.of(RuntimeErrors.storage(place, cause))
        : Optional.empty();
  }

  private static boolean says(Throwable cause, String text) {
    return cause.getMessage() != null && cause.getMessage().contains(text);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown; cause != null && chain.size() < 50; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }
}
