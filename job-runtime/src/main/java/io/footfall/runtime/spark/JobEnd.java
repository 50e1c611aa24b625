package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.error.FootfallException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of a job: its supervisor tells it once, others wait for it. Thread-safe. */
public final class JobEnd {
  private final String job;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  public JobEnd(String job) {
    this.job = job;
  }

  /** It has ended as it should. */
  public void ended() {
    end.complete(null);
  }

  /** It has failed for good. */
  public void failed(Throwable failure) {
    end.completeExceptionally(failure);
  }

  /**
   * Waits, but not for ever.
   *
   * @return true when the job has ended
   * @throws FootfallException when it has failed for good
   */
  public boolean await(long millis) {
    try {
      end.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RuntimeErrors.interrupted(job, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FootfallException known
          ? known
          : RuntimeErrors.queryFailed(job, e.getCause());
    }
  }

  /** Waits, whatever the end is. */
  public void await() {
    end.exceptionally(failure -> null).join();
  }
}
