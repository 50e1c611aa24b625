package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Job;
import io.footfall.cli.submit.SparkInstallation;
import io.footfall.cli.submit.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code footfall submit JOB}. */
@Command
public final class SubmitJobCommand implements Callable<Integer> {

  private final Invocation invocation;
  private final Job job;
  @Mixin private ConfigOptions config;

  @Option(names = "--master", paramLabel = "URL", description = "Spark's master, such as yarn.")
  private Optional<String> master;

  @Option(
      names = "--deploy-mode",
      paramLabel = "MODE",
      description = "client or cluster: where the driver runs.")
  private Optional<Submission.DeployMode> deployMode;

  @Option(
      names = "--properties-file",
      paramLabel = "FILE",
      description = "Spark's settings, secrets among them, one a line.")
  private Optional<Path> propertiesFile;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "One Spark setting. May be given several times.")
  private List<String> conf = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Print the command, quoted for a shell, and submit nothing.")
  private boolean dryRun;

  @Option(names = "--available-now", description = "Read what the topic holds now, then end.")
  private boolean availableNow;

  @Parameters(paramLabel = "ARGUMENT", description = "After --: arguments for the job itself.")
  private List<String> jobArguments = new ArrayList<>();

  private SubmitJobCommand(Invocation invocation, Job job) {
    this.invocation = invocation;
    this.job = job;
  }

  /** The command for one job. */
  static CommandLine of(Invocation invocation, Job job) {
    CommandLine line = new CommandLine(new SubmitJobCommand(invocation, job));
    String submit = "  footfall submit " + job.name();
    line.getCommandSpec()
        .name(job.name())
        .usageMessage()
        .description(
            "Submit the job that writes %s.".formatted(job.writes()),
            "Runs spark-submit of the installation that SPARK_HOME names; without one, the same "
                + "code from Footfall's own Spark jars (local and standalone masters only). The "
                + "exit code is spark-submit's.")
        .footerHeading("%nExamples:%n")
        .footer(
            submit + " --master local[2] --config application.conf --available-now",
            submit + " --master yarn --deploy-mode cluster --config application.conf",
            submit + " --master yarn --dry-run");
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = invocation.home().orElseThrow(CliErrors::homeUnknown);
    Path jar = job.jar(home);
    Submission submission =
        new Submission(
            job.mainClass(),
            jar,
            master,
            deployMode,
            propertiesFile,
            conf,
            config.file().map(Path::toAbsolutePath),
            config.overrides(),
            arguments());
    SparkInstallation spark = new SparkInstallation(home, invocation.environment());
    List<String> command = spark.command(submission);
    if (dryRun) {
      invocation.out().println(spark.shellLine(command));
      return ExitCode.OK;
    }
    if (!Files.isRegularFile(jar)) {
      throw CliErrors.notBuilt(jar);
    }
    warnOfLostEnvironment(submission);
    return execute(command);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(jobArguments);
    if (availableNow) {
      arguments.add("--available-now");
    }
    return arguments;
  }

  private int execute(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().remove(Invocation.JAVA_OPTS);
    Process process = builder.start();
    // A signal to this process alone must not leave the submission behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-spark-submit"));
    return process.waitFor();
  }

  private void warnOfLostEnvironment(Submission submission) {
    if (!submission.inCluster()) {
      return;
    }
    invocation.configEnvironment().keySet().stream()
        .filter(name -> name.startsWith("FOOTFALL_"))
        .sorted()
        .forEach(
            name ->
                invocation.say(
                    "footfall: warning: %s is set here, but the driver runs elsewhere and will "
                            .formatted(name)
                        + "not see it. Put its value into the configuration file."));
  }
}
