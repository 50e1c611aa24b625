package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.kafka.KafkaErrors;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a job ended, for people.
 *
 * @param known false when {@code error} only wraps something that nobody foresaw
 */
record JobFailure(FootfallException error, boolean known) {

  /** What a running query, or an attempt to start it, threw. */
  static JobFailure of(JobPlan plan, Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof FootfallException footfall) {
        return new JobFailure(footfall, true);
      }
    }
    for (Throwable cause : chain) {
      if (says(cause, "Multiple streaming jobs detected")) {
        return new JobFailure(RuntimeErrors.checkpointInUse(plan.checkpoint(), cause), true);
      }
      // Tables name themselves where they are written: what is left is the checkpoint.
      if (RuntimeErrors.isOfStorage(cause)) {
        return new JobFailure(RuntimeErrors.storage(plan.checkpoint(), cause), true);
      }
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException
          || cause instanceof org.apache.kafka.common.errors.DisconnectException) {
        return new JobFailure(KafkaErrors.unreachable(plan.bootstrapServers(), cause), true);
      }
    }
    return new JobFailure(
        RuntimeErrors.queryFailed(plan.job(), chain.get(chain.size() - 1)), false);
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
