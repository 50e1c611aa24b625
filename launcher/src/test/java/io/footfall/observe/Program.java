package io.footfall.observe;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program of this machine that Footfall does not bring. */
record Program(Path path) {

  /**
   * Finds the first of these names on PATH, and says in the log which. Where none is there, the
   * test is skipped with a line that says so; in CI, which installs them, it fails.
   */
  static Program find(String... names) {
    for (String name : names) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
        Path path = Path.of(folder, name);
        if (Files.isExecutable(path)) {
          Program program = new Program(path);
          System.out.println("test against the real thing: " + path + ": " + program.version());
          return program;
        }
      }
    }
    String missing =
        "%s is not installed (Debian: apt-get install prometheus chromium)"
            .formatted(String.join(" or ", names));
    if ("true".equals(System.getenv("CI"))) {
      return fail(missing);
    }
    System.out.println("skipped: " + missing);
    return abort(missing);
  }

  private String version() {
    Result result = run("--version");
    return result
        .output()
        .lines()
        .filter(line -> line.contains(" ") && line.matches(".*\\d+\\.\\d+.*"))
        .filter(line -> !line.contains("unexpected operator"))
        .findFirst()
        .orElse("says nothing of its version");
  }

  /** What it printed, errors too, and how it ended. */
  record Result(int exitCode, String output) {}

  /** Runs to the end. */
  Result run(String... arguments) {
    try {
      Process process = builder(arguments).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }
}
