package io.footfall.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.cli.submit.Submission.DeployMode;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmissionTest {

  private static final Path JAR = Path.of("/home/job.jar");
  private static final Path CONFIG = Path.of("/etc/app.conf");

  private static Submission submission(
      String master, DeployMode mode, List<String> conf, Map<String, String> set) {
    return new Submission(
        "a.Main",
        JAR,
        Optional.ofNullable(master),
        Optional.ofNullable(mode),
        Optional.of(Path.of("spark.properties")),
        conf,
        Optional.of(CONFIG),
        set,
        List.of("--available-now"));
  }

  @Test
  void clientModeReadsTheConfigurationWhereItIs() {
    Submission submission =
        submission("yarn", DeployMode.CLIENT, List.of("a.b=c=d"), Map.of("footfall.pipeline", "p"));
    assertThat(ShellQuote.line(submission.arguments()))
        .isEqualTo(
            "--class a.Main --master yarn --deploy-mode client --properties-file spark.properties"
                + " --conf a.b=c=d /home/job.jar --config /etc/app.conf"
                + " --set footfall.pipeline=p --available-now");
  }

  @Test
  void clusterModeSendsTheConfigurationAlong() {
    Submission submission = submission("yarn", DeployMode.CLUSTER, List.of(), Map.of());
    assertThat(ShellQuote.line(submission.arguments()))
        .contains("--files /etc/app.conf /home/job.jar --config app.conf --available-now");
  }

  @Test
  void aSecretIsRefusedWhereEveryoneCanReadIt() {
    assertThatThrownBy(
            () -> submission(null, null, List.of("spark.hadoop.fs.s3a.secret.key=x"), Map.of()))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("spark.hadoop.fs.s3a.secret.key looks like a secret")
        .hasMessageContaining("--properties-file");
    assertThatThrownBy(
            () -> submission(null, null, List.of(), Map.of("kafka.sasl.jaas.config", "x")))
        .hasMessageContaining("kafka.sasl.jaas.config looks like a secret");
  }

  @Test
  void aSettingWithoutValueIsRefused() {
    assertThatThrownBy(() -> submission(null, null, List.of("spark.x"), Map.of()))
        .hasMessageStartingWith("--conf spark.x is not of the form KEY=VALUE.");
  }

  @Test
  void sparkHomeIsPreferred(@TempDir Path dir) throws IOException {
    Path script = Files.createDirectories(dir.resolve("bin")).resolve("spark-submit");
    Map<String, String> environment = Map.of("SPARK_HOME", dir.toString());
    Submission submission = submission("yarn", null, List.of(), Map.of());
    SparkInstallation spark = new SparkInstallation(dir, environment);
    assertThatThrownBy(() -> spark.command(submission)).hasMessageContaining("cannot be executed");

    Files.createFile(script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(spark.command(submission)).startsWith(script.toString(), "--class", "a.Main");
  }

  @Test
  void withoutInstallationSparksOwnClassRunsFromOurJars(@TempDir Path dir) throws IOException {
    Files.createDirectories(dir.resolve("spark-dist/target"));
    Files.writeString(dir.resolve("spark-dist/target/classpath.txt"), "a.jar:b.jar\n");
    SparkInstallation spark =
        new SparkInstallation(dir, Map.of("FOOTFALL_JAVA_OPTS", " -Xmx3g  -Dx=y"));
    assertThat(spark.command(submission("local[2]", null, List.of(), Map.of())).subList(1, 8))
        .containsExactly(
            "-Xmx2g",
            "@" + dir.resolve("deploy/jvm.options"),
            "-Xmx3g",
            "-Dx=y",
            "-cp",
            "a.jar:b.jar",
            "org.apache.spark.deploy.SparkSubmit");
  }

  @Test
  void aClusterWithoutInstallationIsRefused(@TempDir Path dir) {
    SparkInstallation spark = new SparkInstallation(dir, Map.of());
    assertThatThrownBy(() -> spark.command(submission("yarn", null, List.of(), Map.of())))
        .hasMessageContaining("--master yarn needs a Spark installation");
  }

  @Test
  void quotingSurvivesAShell() {
    assertThat(ShellQuote.line(List.of("a b", "it's", "local[2]", "", "x=1")))
        .isEqualTo("'a b' 'it'\\''s' 'local[2]' '' x=1");
  }
}
