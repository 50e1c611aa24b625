package io.footfall.cli;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Printable;
import io.footfall.schema.core.error.FootfallException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on stderr what went wrong, and turns it into an exit code. */
final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  private final Invocation invocation;

  Failures(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parseResult) {
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      say("stopped");
      return ExitCode.SOFTWARE;
    }
    boolean verbose =
        commandLine.getCommandSpec().root().userObject() instanceof FootfallCommand root
            && root.verbose();
    return report(error, verbose);
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    say(Printable.of(error.getMessage().replaceFirst("^Error: ", "")));
    PrintWriter err = invocation.err();
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("see `%s --help`".formatted(command.getCommandSpec().qualifiedName()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** Reports anything thrown; returns the exit code. */
  int report(Throwable error) {
    return report(error, false);
  }

  /** Data is missing at the reader's end; {@code code} is what the command itself gave. */
  int outputLost(int code) {
    say("the output could not be written in full. Check the disk, or the command it is piped to.");
    return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
  }

  private int report(Throwable error, boolean verbose) {
    Optional<FootfallException> known = known(error);
    if (known.isPresent()) {
      sayKnown(known.get());
      if (verbose) {
        error.printStackTrace(invocation.err());
      }
      return known.get().category().exitCode();
    }
    if (error instanceof OutOfMemoryError) {
      say("the heap is too small. Give more, for example FOOTFALL_JAVA_OPTS=-Xmx4g.");
      return ExitCode.SOFTWARE;
    }
    say(
        "unexpected error: %s. This is a defect of Footfall; please report it with these lines:"
            .formatted(Printable.of(error.toString())));
    error.printStackTrace(invocation.err());
    return ExitCode.SOFTWARE;
  }

  // Spark and thread pools wrap what a task threw.
  private static Optional<FootfallException> known(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof FootfallException known) {
        return Optional.of(known);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** One line; several only where there are several problems. */
  private void sayKnown(FootfallException error) {
    List<String> lines = error.getMessage().lines().filter(Predicate.not(String::isBlank)).toList();
    say(Printable.of(lines.get(0)));
    lines.stream().skip(1).forEach(line -> invocation.say(Printable.of(line)));
  }

  private void say(String message) {
    Ansi ansi = invocation.errColours() ? Ansi.ON : Ansi.OFF;
    invocation.say(ansi.string("@|bold,red footfall:|@ ") + message);
  }
}
