package io.footfall.cli.job;

import io.footfall.cli.context.Invocation;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.metrics.Monitor;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.Supervised;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Several jobs in this process and one Spark session, each with a supervisor of its own. A job that
 * fails for good leaves the others running (docs/decisions/0015): that is said at once, and is the
 * outcome of the whole when all have ended.
 */
public final class RunningJobs implements AutoCloseable {
  private final Place place;
  private final boolean several;
  private final Invocation invocation;
  private final List<One> jobs = new CopyOnWriteArrayList<>(); // stopped by any thread
  private final List<Job> waiting = new ArrayList<>();
  private volatile boolean stopping;

  /** A job and how it goes. */
  private static final class One {
    private final Job job;
    private final JobProgress progress = new JobProgress();
    private Supervised supervised;
    private boolean ended;
    private FootfallException failure;

    One(Job job) {
      this.job = job;
    }
  }

  /**
   * Where jobs run.
   *
   * @param bootstrapServers asked when Spark is ready
   * @param monitor measures these jobs
   * @param explained told before a job writes anything where it begins, at restarts too
   */
  public record Place(
      SparkSession spark,
      FootfallConfig config,
      Supplier<String> bootstrapServers,
      RunMode mode,
      Monitor monitor,
      BiConsumer<Job, String> explained) {}

  private RunningJobs(Place place, boolean several, Invocation invocation) {
    this.place = place;
    this.several = several;
    this.invocation = invocation;
  }

  /**
   * Starts all side by side. Where one cannot start, the others are ended in order. With {@link
   * RunMode#AVAILABLE_NOW}, jobs that read other jobs' tables wait for those to end.
   *
   * @throws FootfallException what is wrong at a first start, which is not retried
   */
  public static RunningJobs start(List<Job> jobs, Place place, Invocation invocation) {
    RunningJobs running = new RunningJobs(place, jobs.size() > 1, invocation);
    try {
      List<Job> now = new ArrayList<>(jobs);
      now.removeIf(job -> mustWait(job, jobs, place.mode()) && running.waiting.add(job));
      running.start(now);
      return running;
    } catch (RuntimeException | Error e) {
      running.close();
      throw e;
    }
  }

  private static boolean mustWait(Job job, List<Job> jobs, RunMode mode) {
    return mode == RunMode.AVAILABLE_NOW
        && !job.readsTopic()
        && jobs.stream().anyMatch(Job::readsTopic);
  }

  private void start(List<Job> some) {
    List<CompletableFuture<One>> starting =
        some.stream()
            .map(
                job ->
                    CompletableFuture.supplyAsync(
                        () -> started(job),
                        task -> new Thread(task, "start-" + job.name()).start()))
            .toList();
    Optional<Throwable> failure = Optional.empty();
    for (CompletableFuture<One> each : starting) {
      try {
        jobs.add(each.join());
      } catch (CompletionException e) {
        failure = failure.or(() -> Optional.of(e.getCause()));
      }
    }
    if (failure.isPresent()) {
      if (failure.get() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure.get();
    }
  }

  private One started(Job job) {
    One one = new One(job);
    String prefix = several ? job.name() + ": " : "";
    one.supervised =
        job.launch()
            .start(
                place,
                one.progress,
                explanation -> explain(job, explanation),
                notice -> invocation.say("footfall: " + prefix + notice));
    return one;
  }

  /** One at a time. */
  private synchronized void explain(Job job, String explanation) {
    place.explained().accept(job, explanation);
  }

  /** Asks all to end behind their running batches; returns at once. */
  public void stop() {
    stopping = true;
    jobs.forEach(one -> one.supervised.stop());
  }

  /**
   * Waits until all have ended.
   *
   * @throws FootfallException when one has failed for good
   */
  public void awaitEnd() {
    while (!awaitEnd(1_000)) {
      // Says meanwhile which one has failed.
    }
  }

  /**
   * Waits until all have ended, but not for ever.
   *
   * @return true when all have ended
   * @throws FootfallException when all have ended and one of them has failed for good
   */
  public boolean awaitEnd(long millis) {
    long wait = millis;
    boolean all = true;
    for (One one : jobs) {
      if (!hasEnded(one, wait)) {
        all = false;
        wait = 0;
      }
    }
    if (all && !stopping && !waiting.isEmpty()) {
      start(List.of(waiting.remove(0)));
      return false;
    }
    if (all) {
      failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
    return all;
  }

  private boolean hasEnded(One one, long millis) {
    if (one.ended) {
      return true;
    }
    try {
      one.ended = one.supervised.awaitEnd(millis);
    } catch (FootfallException e) {
      one.ended = true;
      one.failure = e;
      if (jobs.stream().anyMatch(other -> !other.ended)) {
        invocation.say(
            "footfall: %s has failed for good, the others go on: %s"
                .formatted(one.job.name(), e.getMessage()));
      }
    }
    return one.ended;
  }

  /** What the first job that has failed for good has failed of. */
  public Optional<FootfallException> failure() {
    return jobs.stream().map(one -> one.failure).filter(failure -> failure != null).findFirst();
  }

  /** Records committed, by job that reads the topic. */
  public Map<String, Long> records() {
    Map<String, Long> records = new LinkedHashMap<>();
    jobs.stream()
        .filter(one -> one.job.readsTopic())
        .forEach(one -> records.put(one.job.name(), one.progress.records()));
    return records;
  }

  /** True when every job that reads the topic has committed everything below these ends. */
  public boolean reached(Map<KafkaPartition, OffsetRange> wanted) {
    return jobs.stream()
        .filter(one -> one.job.readsTopic())
        .allMatch(one -> one.progress.reached(wanted));
  }

  /** A line for each job: what it has done. */
  public List<String> conclusions() {
    return jobs.stream()
        .map(
            one ->
                "%s has %s after %,d batches: %s"
                    .formatted(
                        one.job.name(),
                        one.failure == null ? "ended" : "failed",
                        one.progress.batches(),
                        one.progress.counts()))
        .toList();
  }

  /** A line for each job that has something to say after it has read what the topic held. */
  public List<String> remarks() {
    if (place.mode() == RunMode.CONTINUOUS || stopping) {
      return List.of();
    }
    return jobs.stream()
        .filter(one -> one.failure == null)
        .flatMap(
            one ->
                one.job.conclusion().of(place.spark(), place.config()).stream()
                    .map(line -> one.job.name() + ": " + line))
        .toList();
  }

  /** Stops, and waits for all. What one has failed of is {@link #awaitEnd}'s to tell. */
  @Override
  public void close() {
    stop();
    jobs.forEach(one -> one.supervised.close());
  }
}
