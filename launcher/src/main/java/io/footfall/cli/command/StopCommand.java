package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.job.Jobs;
import io.footfall.runtime.spark.StopRequest;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code footfall stop}. */
@Command(
    name = "stop",
    description = {
      "End the pipeline's running jobs, or one of them, behind the batch they are at.",
      "Works wherever a job runs, also on a cluster: the request is a file beside the job's "
          + "checkpoint. Exits 0 when those that run have ended, 1 when no job answers within 15 s, "
          + "or one is not done after --timeout."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall stop --data-dir footfall-data",
      "  footfall stop ingest --config application.conf --timeout 300"
    })
public final class StopCommand implements Callable<Integer> {
  /** A job looks every second; slow storage gets some more. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** What the others get once one has answered: most likely they do not run. */
  private static final Duration OTHER_ANSWERS = Duration.ofSeconds(5);

  private static final long POLL_MILLIS = 200;

  private final Invocation invocation;

  @Mixin private ConfigOptions config;

  @Parameters(
      paramLabel = "JOB",
      arity = "0..1",
      description = "A job's name, several with commas between, or all (default: all).")
  private String which = Jobs.EVERY;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the running batches (default: ${DEFAULT-VALUE}).")
  private long timeout = 60;

  public StopCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Job> jobs = Jobs.named(which);
    FootfallConfig settings = config.config(invocation);
    try {
      Map<String, StopRequest> open = new LinkedHashMap<>();
      for (Job job : jobs) {
        open.put(job.name(), StopRequest.of(settings, job.name()));
      }
      for (StopRequest request : open.values()) {
        request.ask();
      }
      Map<String, StopRequest> stopping = answers(open);
      if (stopping.isEmpty()) {
        throw CliErrors.noJobAnswers(
            jobs.size() == 1 ? jobs.get(0).name() + " job" : "job",
            settings.pipeline(),
            settings.checkpointRoot());
      }
      awaitDone(stopping);
    } catch (IOException e) {
      throw CliErrors.checkpointsUnusable(settings.checkpointRoot(), e);
    }
    return ExitCode.OK;
  }

  /** Those of the jobs asked that have seen it; the others are asked no longer. */
  private Map<String, StopRequest> answers(Map<String, StopRequest> asked)
      throws IOException, InterruptedException {
    Map<String, StopRequest> silent = new LinkedHashMap<>(asked);
    Map<String, StopRequest> answered = new LinkedHashMap<>();
    Instant deadline = now().plus(ANSWER);
    while (!silent.isEmpty() && now().isBefore(deadline)) {
      List<String> taken = matching(silent, StopRequest::isTaken);
      for (String job : taken) {
        invocation.say("footfall: %s is stopping".formatted(job));
        answered.put(job, silent.remove(job));
      }
      if (!taken.isEmpty()) {
        deadline = earlier(deadline, now().plus(OTHER_ANSWERS));
      }
      pauseUnless(silent.isEmpty());
    }
    for (Map.Entry<String, StopRequest> late : silent.entrySet()) {
      if (!late.getValue().withdraw()) {
        answered.put(late.getKey(), late.getValue());
      }
    }
    return answered;
  }

  private void awaitDone(Map<String, StopRequest> stopping)
      throws IOException, InterruptedException {
    Map<String, StopRequest> open = new LinkedHashMap<>(stopping);
    Instant deadline = now().plusSeconds(timeout);
    while (!open.isEmpty()) {
      for (String job : matching(open, StopRequest::isDone)) {
        invocation.say("footfall: %s has ended".formatted(job));
        open.remove(job);
      }
      if (!open.isEmpty() && now().isAfter(deadline)) {
        throw CliErrors.stillStopping(String.join(", ", open.keySet()), timeout);
      }
      pauseUnless(open.isEmpty());
    }
  }

  private interface Question {
    boolean holds(StopRequest request) throws IOException;
  }

  private static List<String> matching(Map<String, StopRequest> requests, Question question)
      throws IOException {
    List<String> matching = new ArrayList<>();
    for (Map.Entry<String, StopRequest> request : requests.entrySet()) {
      if (question.holds(request.getValue())) {
        matching.add(request.getKey());
      }
    }
    return matching;
  }

  private static void pauseUnless(boolean done) throws InterruptedException {
    if (!done) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Instant now() {
    return invocation.clock().instant();
  }
}
