package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.context.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends a job that runs in a process of its own. */
class StopIT {
  /** For a batch or a merge on a busy machine. */
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path folder;
  private Path log;

  @Test
  void endsWithZeroOnSigtermAndOnRequest() throws Exception {
    log = folder.resolve("job.log");
    Process first = run();
    try {
      awaitLine("Ctrl-C or `footfall stop` ends");
      first.destroy(); // SIGTERM
      assertEndsWithZero(first);
    } finally {
      first.destroyForcibly();
    }
    Files.delete(log);
    Process second = run();
    try {
      awaitLine("Ctrl-C or `footfall stop` ends");
      StringWriter said = new StringWriter();
      int code = stop(said, Clock.systemUTC());
      assertThat(code).as("%s", said).isZero();
      assertThat(said.toString()).contains("footfall: ingest has ended");
      assertEndsWithZero(second);
    } finally {
      second.destroyForcibly();
    }
  }

  @Test
  void saysWhenNoJobAnswers() throws Exception {
    Files.writeString(folder.resolve("footfall.conf"), "footfall.data-dir = \"" + folder + "\"");
    StringWriter said = new StringWriter();
    assertThat(stop(said, new HastyClock())).isEqualTo(1);
    assertThat(said.toString())
        .contains("no running job of pipeline default answers in " + folder)
        .hasLineCount(1);
    assertThat(folder.resolve("checkpoints/default/ingest/footfall/stop")).doesNotExist();
  }

  private int stop(StringWriter said, Clock clock) {
    PrintWriter console = new PrintWriter(said, true);
    return Main.run(
        new Invocation(console, console, Map.of(), Optional.empty(), false, false, clock),
        "stop",
        "--data-dir",
        folder.toString(),
        "--timeout",
        Long.toString(PATIENCE_SECONDS));
  }

  /** A second passes with each look: the time that a job has to answer is over after as many. */
  private static final class HastyClock extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Process run() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dio.netty."))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", Main.class.getName(), "run", "all"));
    command.addAll(List.of("--data-dir", folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private void awaitLine(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(log).contains(text)) {
      assertThat(System.nanoTime()).as("%s", Files.readString(log)).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void assertEndsWithZero(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as(Files.readString(log))
        .isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).contains("footfall: ingest has ended after");
  }
}
