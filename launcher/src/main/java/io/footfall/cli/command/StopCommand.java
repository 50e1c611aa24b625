package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.ingest.IngestJob;
import io.footfall.runtime.spark.StopRequest;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall stop}. */
@Command(
    name = "stop",
    description = {
      "End the pipeline's running job behind the batch it is at.",
      "Works wherever the job runs, also on a cluster: the request is a file beside the job's "
          + "checkpoint. Exits 0 when the job has ended, 1 when no job answers within 15 s, or is "
          + "not done after --timeout."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall stop --data-dir footfall-data",
      "  footfall stop --config application.conf --timeout 300"
    })
public final class StopCommand implements Callable<Integer> {
  /** A job looks every second; slow storage gets some more. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final long POLL_MILLIS = 200;

  private final Invocation invocation;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the running batch (default: ${DEFAULT-VALUE}).")
  private long timeout = 60;

  public StopCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  private interface Question {
    boolean holds() throws IOException;
  }

  @Override
  public Integer call() throws InterruptedException {
    FootfallConfig settings = config.config(invocation);
    try {
      StopRequest request = StopRequest.of(settings, IngestJob.NAME);
      request.ask();
      if (!within(ANSWER, request::isTaken) && request.withdraw()) {
        throw CliErrors.noJobAnswers(settings.pipeline(), settings.checkpointRoot());
      }
      invocation.say("footfall: the job is stopping");
      if (!within(Duration.ofSeconds(timeout), request::isDone)) {
        throw CliErrors.stillStopping(timeout);
      }
    } catch (IOException e) {
      throw CliErrors.checkpointsUnusable(settings.checkpointRoot(), e);
    }
    invocation.say("footfall: the job has ended");
    return ExitCode.OK;
  }

  private boolean within(Duration time, Question question)
      throws IOException, InterruptedException {
    Instant deadline = invocation.clock().instant().plus(time);
    while (!question.holds()) {
      if (invocation.clock().instant().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }
}
