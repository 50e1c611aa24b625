package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.context.Versions;
import io.footfall.cli.submit.SparkInstallation;
import io.footfall.cli.submit.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code footfall submit ingest}. */
@Command(
    name = "ingest",
    description = {
      "Submit the job that takes the topic into the tables events, quarantine and statistics.",
      "Runs spark-submit of the installation that SPARK_HOME names; without one, the same code "
          + "from Footfall's own Spark jars (local and standalone masters only). The exit code is "
          + "spark-submit's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall submit ingest --master local[2] --config application.conf --available-now",
      "  footfall submit ingest --master yarn --deploy-mode cluster --config application.conf",
      "  footfall submit ingest --master yarn --dry-run"
    })
public final class SubmitIngestCommand implements Callable<Integer> {

  private static final String MAIN_CLASS = "io.footfall.ingest.IngestMain";

  private final Invocation invocation;
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

  public SubmitIngestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = invocation.home().orElseThrow(CliErrors::homeUnknown);
    Path jar =
        home.resolve("ingest-job/target")
            .resolve("ingest-job-%s-spark.jar".formatted(Versions.ofThisBuild().footfall()));
    Submission submission =
        new Submission(
            MAIN_CLASS,
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
