package io.footfall.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code footfall run all} with some of the jobs, in a process of its own, which ends with this one
 * at the latest.
 */
final class Driver implements AutoCloseable {
  private static final String MAIN_CLASS = "io.footfall.cli.Main";

  private final Process process;
  private final Instant started = Instant.now();
  private final Thread exitHook;

  private Driver(Process process) {
    this.process = process;
    this.exitHook = new Thread(process::destroyForcibly, "chaos-driver-kill");
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  /**
   * Starts.
   *
   * @param jvm more options of its JVM
   * @param arguments those of the command
   * @param log gets what it says
   */
  static Driver start(String classPath, List<String> jvm, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(Driver::isForSpark)
        .forEach(command::add);
    // It never lives long enough for the optimising compiler to pay.
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=192m"));
    command.addAll(jvm);
    command.add(MAIN_CLASS);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CLASSPATH", classPath);
    try {
      return new Driver(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isForSpark(String argument) {
    return argument.startsWith("--add-")
        || argument.startsWith("-Djdk.")
        || argument.startsWith("-Dio.netty.");
  }

  /** When its process was started. */
  Instant started() {
    return started;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, as soon as it has ended; empty when it lives on after this time. */
  Optional<Integer> exitWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** kill -9; returns when it is dead. */
  int kill() throws InterruptedException {
    return process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // This JVM is exiting already, and the hook does what is left to do.
    }
  }
}
