package io.footfall.cli;

import io.footfall.cli.context.Invocation;
import java.io.PrintWriter;
import java.util.Map;

/** The {@code footfall} command. */
public final class Main {

  private Main() {}

  /** Runs and leaves the JVM with the exit code: 0 ok, 1 failure, 2 usage. */
  public static void main(String[] args) {
    System.exit(run(Invocation.ofThisProcess(), args));
  }

  /**
   * Runs a command without a terminal.
   *
   * @return the exit code
   */
  public static int run(
      PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
    return run(Invocation.of(out, err, environment), args);
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  public static int run(Invocation invocation, String... args) {
    Failures failures = new Failures(invocation);
    int code;
    try {
      code = CommandTree.of(invocation, failures).execute(args);
    } catch (Error e) { // picocli hands over exceptions only
      code = failures.report(e);
    }
    invocation.err().flush();
    return invocation.out().checkError() ? failures.outputLost(code) : code;
  }
}
