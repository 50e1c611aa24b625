package io.footfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code footfall} in a tree of its own, with a JDK and a Maven that only pretend. */
final class ScriptTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cksum",
          "env",
          "find",
          "flock",
          "grep",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "sort",
          "tail",
          "touch");

  @TempDir private Path dir;
  private Path root;
  private Path bin;
  private Path source;
  private final Map<String, String> environment = new TreeMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void makeATree() throws IOException {
    root = Files.createDirectories(dir.resolve("the tree"));
    bin = Files.createDirectories(dir.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path file = Path.of(place, tool);
        if (Files.isExecutable(file) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), file);
        }
      }
    }
    Path script = Path.of(System.getProperty("basedir", "."), "..", "footfall");
    String text =
        Files.readString(script).replaceFirst("(?s)JDK_PLACES=\\(.*?\\)", "JDK_PLACES=(none)");
    executable(root.resolve("footfall"), text);
    write(root.resolve("pom.xml"), "<project/>");
    write(root.resolve(".mvn/jvm.config"), "");
    write(root.resolve("deploy/jvm.options"), "-Dx=y");
    write(root.resolve("launcher/pom.xml"), "<project/>");
    source = root.resolve("launcher/src/main/java/A.java");
    write(source, "class A {}");
    environment.put("PATH", bin.toString());
    environment.put("JAVA_HOME", jdk("jdk-17", "17.0.9", true).toString());
    maven("mkdir -p launcher/target/classes && echo lib.jar >>builds");
    write(root.resolve("lib.jar"), "");
  }

  @Test
  void buildsOnceAndThenRunsWithTheArguments() throws Exception {
    Result first = run("one", "two words");
    assertThat(first.err()).contains("building (first time takes some minutes)", "built in");
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("<-Dfootfall.home=" + root.toRealPath() + ">");
    assertThat(first.out()).contains("<-cp>", "<io.footfall.cli.Main>\n<one>\n<two words>");
    assertThat(run().err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewChangedDeletedOrReplacedByAnOlderOne() throws Exception {
    run();
    Path added = root.resolve("launcher/src/main/resources/new.txt");
    write(added, "x");
    run();
    assertThat(builds()).isEqualTo(2);
    Files.delete(added);
    run();
    assertThat(builds()).isEqualTo(3);
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    run();
    assertThat(builds()).isEqualTo(4);
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    run();
    assertThat(builds()).isEqualTo(5);
    run();
    assertThat(builds()).isEqualTo(5);
  }

  @Test
  void buildsAgainWhenALibraryOrTheOutputIsGone() throws Exception {
    run();
    Files.delete(root.resolve("launcher/target/classpath.txt"));
    run();
    assertThat(builds()).isEqualTo(2);
    Files.delete(root.resolve("lib.jar"));
    run();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void aFailedBuildShowsItsErrorsAndLeavesStdoutEmpty() throws Exception {
    maven("echo '[INFO] chatter'; echo '[ERROR] A.java is wrong'; exit 1");
    Result result = run();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("[ERROR] A.java is wrong", "the build failed", "target/build.log")
        .doesNotContain("chatter");
    maven("mkdir -p launcher/target/classes && echo lib.jar >>builds");
    assertThat(run().code()).isZero();
  }

  @Test
  void aWrongJdkIsPassedOverForOneOnThePath() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk-21", "21.0.1", true).toString());
    Path good = jdk("jdk-on-path", "17", true);
    Files.createSymbolicLink(bin.resolve("java"), good.resolve("bin/java"));
    assertThat(run().out()).contains("jdk-on-path");
  }

  @Test
  void withoutJdk17SaysHowToGetOne() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk-170", "170.0.1", true).toString());
    Result result = run();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no JDK 17 found", "Install one", "JAVA_HOME");
  }

  @Test
  void aJava17WithoutCompilerIsEnoughToRunButNotToBuild() throws Exception {
    String jdk = environment.get("JAVA_HOME");
    environment.put("JAVA_HOME", jdk("jre", "17.0.1", false).toString());
    assertThat(run().err()).contains("is a Java 17 without a compiler");
    environment.put("JAVA_HOME", jdk);
    run();
    environment.put("JAVA_HOME", dir.resolve("jre").toString());
    assertThat(run().code()).isZero();
  }

  @Test
  void withoutMavenSaysHowToGetIt() throws Exception {
    Files.delete(bin.resolve("mvn"));
    Result result = run();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no mvn on PATH", "Install Maven");
  }

  @Test
  void startsThroughASymbolicLinkFromAnotherFolder() throws Exception {
    Files.createSymbolicLink(dir.resolve("link"), Path.of("the tree/footfall"));
    Result result = start(List.of(dir.resolve("link").toString()), bin);
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("<-Dfootfall.home=" + root.toRealPath() + ">")
        .contains("cwd=" + bin.toRealPath());
  }

  @Test
  void argumentsAreUtf8AndNumbersEnglishWhateverTheLocaleIs() throws Exception {
    assertThat(run().out())
        .contains(" LC_ALL=C.UTF-8\n", "<-Duser.language=en>\n<-Duser.country=US>");
    environment.put("LANG", "de_DE.UTF-8");
    assertThat(run().out()).contains(" LC_ALL=\n");
    environment.put("LC_ALL", "POSIX");
    assertThat(run().out()).contains(" LC_ALL=C.UTF-8\n");
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    if (!Files.exists(bin.resolve("flock"))) {
      return; // without it nothing is promised
    }
    maven("sleep 1; mkdir -p launcher/target/classes && echo lib.jar >>builds");
    Process one = process(List.of(root.resolve("footfall").toString()), root, "1");
    Process two = process(List.of(root.resolve("footfall").toString()), root, "2");
    assertThat(result(one, "1").code()).isZero();
    assertThat(result(two, "2").code()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  private long builds() throws IOException {
    return Files.readAllLines(root.resolve("builds")).size();
  }

  private void maven(String work) throws IOException {
    String libraries = "printf %s '" + root.resolve("lib.jar") + "' >launcher/target/classpath.txt";
    String after = work.endsWith("exit 1") ? "" : "\n: >lib.jar\n" + libraries;
    executable(bin.resolve("mvn"), "#!/usr/bin/env bash\n" + work + after + "\n");
  }

  private Path jdk(String name, String version, boolean compiler) throws IOException {
    Path home = dir.resolve(name);
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(
        Files.createDirectories(home.resolve("bin")).resolve("java"),
        "#!/usr/bin/env bash\necho \"$0 cwd=$PWD LC_ALL=${LC_ALL:-}\"\nprintf '<%s>\\n' \"$@\"\n");
    if (compiler) {
      executable(home.resolve("bin/javac"), "#!/usr/bin/env bash\n");
    }
    return home;
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("footfall").toString()));
    command.addAll(List.of(arguments));
    return start(command, root);
  }

  private Result start(List<String> command, Path folder) throws IOException, InterruptedException {
    return result(process(command, folder, ""), "");
  }

  private Process process(List<String> command, Path folder, String name) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(dir.resolve("out" + name).toFile())
        .redirectError(dir.resolve("err" + name).toFile())
        .start();
  }

  private Result result(Process process, String name) throws IOException, InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the script ends").isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(dir.resolve("out" + name)),
        Files.readString(dir.resolve("err" + name)));
  }

  private static void executable(Path file, String text) throws IOException {
    write(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
