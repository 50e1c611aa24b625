package io.footfall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One command as a person sees it. */
record Cli(int exitCode, String out, String err) {

  static Cli run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), Map.of(), args);
    return new Cli(exitCode, out.toString(), err.toString());
  }

  /** For the description of an assertion. */
  @Override
  public String toString() {
    return "exit code %d%n--- stdout%n%s%n--- stderr%n%s".formatted(exitCode, out, err);
  }
}
