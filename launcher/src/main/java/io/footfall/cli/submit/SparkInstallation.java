package io.footfall.cli.submit;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The spark-submit to use: that of {@code SPARK_HOME}, else Spark's own class from our jars. */
public final class SparkInstallation {

  private static final Pattern WITHOUT_INSTALLATION = Pattern.compile("local.*|spark://.*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Path home;
  private final Map<String, String> environment;

  /**
   * As the environment says.
   *
   * @param home Footfall's root
   */
  public SparkInstallation(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /**
   * The whole command.
   *
   * @throws io.footfall.schema.core.error.FootfallException if there is nothing to run it with
   */
  public List<String> command(Submission submission) throws IOException {
    List<String> command = new ArrayList<>(launcher(submission));
    command.addAll(submission.arguments());
    return command;
  }

  /** The command as a shell takes it; our class path, which is very long, by the file's name. */
  public String shellLine(List<String> command) throws IOException {
    Path file = classPathFile();
    String classPath = Files.isRegularFile(file) ? Files.readString(file).strip() : null;
    return command.stream()
        .map(
            word ->
                word.equals(classPath)
                    ? "\"$(cat %s)\"".formatted(ShellQuote.line(List.of(file.toString())))
                    : ShellQuote.line(List.of(word)))
        .collect(Collectors.joining(" "));
  }

  private Path classPathFile() {
    return home.resolve("spark-dist/target/classpath.txt");
  }

  private List<String> launcher(Submission submission) throws IOException {
    Optional<String> sparkHome =
        Optional.ofNullable(environment.get("SPARK_HOME")).filter(name -> !name.isBlank());
    if (sparkHome.isPresent()) {
      Path script = Path.of(sparkHome.get(), "bin", "spark-submit");
      if (!Files.isExecutable(script)) {
        throw CliErrors.noSparkSubmit(script);
      }
      return List.of(script.toString());
    }
    submission
        .master()
        .filter(master -> !WITHOUT_INSTALLATION.matcher(master).matches())
        .ifPresent(
            master -> {
              throw CliErrors.needsSparkInstallation(master);
            });
    return ownSparkSubmit();
  }

  private List<String> ownSparkSubmit() throws IOException {
    Path classPath = classPathFile();
    if (!Files.isRegularFile(classPath)) {
      throw CliErrors.notBuilt(classPath);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    command.add("@" + home.resolve("deploy/jvm.options"));
    BLANKS
        .splitAsStream(environment.getOrDefault(Invocation.JAVA_OPTS, ""))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.add("-cp");
    command.add(Files.readString(classPath).strip());
    command.add("org.apache.spark.deploy.SparkSubmit");
    return command;
  }
}
