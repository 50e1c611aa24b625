package io.footfall.cli.submit;

import io.footfall.cli.context.CliErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is submitted and how: the arguments of spark-submit. A secret among them is refused, since
 * arguments are public on a machine.
 *
 * @param conf {@code KEY=VALUE} each
 * @param configFile absolute; sent along when the driver runs in the cluster
 * @param jobArguments go to the job as they are
 */
public record Submission(
    String mainClass,
    Path jar,
    Optional<String> master,
    Optional<DeployMode> deployMode,
    Optional<Path> propertiesFile,
    List<String> conf,
    Optional<Path> configFile,
    Map<String, String> overrides,
    List<String> jobArguments) {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(secret|password|passwd|token|credential|jaas|access\\.key|account\\.key"
              + "|hash-key).*");

  /** Where the driver runs. */
  public enum DeployMode {
    CLIENT,
    CLUSTER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Submission {
    conf = List.copyOf(conf);
    overrides = Map.copyOf(overrides);
    jobArguments = List.copyOf(jobArguments);
    for (String setting : conf) {
      if (setting.indexOf('=') < 1) {
        throw CliErrors.notAKeyValue("--conf", setting);
      }
      refuseSecret(setting.substring(0, setting.indexOf('=')));
    }
    overrides.keySet().forEach(Submission::refuseSecret);
  }

  private static void refuseSecret(String key) {
    if (SECRET.matcher(key).matches()) {
      throw CliErrors.secretInArguments(key);
    }
  }

  public boolean inCluster() {
    return deployMode.equals(Optional.of(DeployMode.CLUSTER));
  }

  /** What follows {@code spark-submit}. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--class", mainClass));
    master.ifPresent(url -> arguments.addAll(List.of("--master", url)));
    deployMode.ifPresent(mode -> arguments.addAll(List.of("--deploy-mode", mode.toString())));
    propertiesFile.ifPresent(
        file -> arguments.addAll(List.of("--properties-file", file.toString())));
    conf.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
    if (inCluster()) {
      configFile.ifPresent(file -> arguments.addAll(List.of("--files", file.toString())));
    }
    arguments.add(jar.toString());
    configFile.ifPresent(file -> arguments.addAll(List.of("--config", asSeenByDriver(file))));
    overrides.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(set -> arguments.addAll(List.of("--set", set.getKey() + "=" + set.getValue())));
    arguments.addAll(jobArguments);
    return arguments;
  }

  // In cluster mode --files puts the file into the driver's working folder.
  private String asSeenByDriver(Path file) {
    return inCluster() ? file.getFileName().toString() : file.toString();
  }
}
