package io.footfall.cli.context;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that a command takes from the process it runs in, so that tests can hand it in.
 *
 * @param out data, nothing else
 * @param err messages and progress
 * @param environment as {@link System#getenv()}
 * @param home the root of the Footfall tree, which holds what {@code submit} needs; empty when not
 *     started by {@code ./footfall}
 * @param outIsTerminal whether a person sees {@code out} directly
 * @param errIsTerminal whether a person sees {@code err} directly
 * @param clock for progress and for comparing clocks
 */
public record Invocation(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Optional<Path> home,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Clock clock) {

  /** Read by {@code ./footfall} itself; no key of the configuration. */
  public static final String JAVA_OPTS = "FOOTFALL_JAVA_OPTS";

  public Invocation {
    environment = Map.copyOf(environment);
  }

  /** For callers without a terminal, tests above all. */
  public static Invocation of(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    return new Invocation(out, err, environment, Optional.empty(), false, false, Clock.systemUTC());
  }

  /**
   * This process, as {@code ./footfall} describes it in system properties: a JVM cannot tell which
   * of its streams is a terminal. Output is UTF-8 whatever the locale, since JSON and CSV have to
   * be.
   */
  public static Invocation ofThisProcess() {
    return new Invocation(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Optional.ofNullable(System.getProperty("footfall.home")).map(Path::of),
        Boolean.getBoolean("footfall.stdout.terminal"),
        Boolean.getBoolean("footfall.stderr.terminal"),
        Clock.systemUTC());
  }

  /** The environment as the configuration may see it. */
  public Map<String, String> configEnvironment() {
    return environment.entrySet().stream()
        .filter(Predicate.not(entry -> entry.getKey().equals(JAVA_OPTS)))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** One line for people, on {@code err}. */
  public void say(String message) {
    err.println(message);
    err.flush();
  }

  /** True if colours may go to {@code err}: a terminal, and nobody asked for none. */
  public boolean errColours() {
    return errIsTerminal && coloursWanted();
  }

  /** True if colours may go to {@code out}: a terminal, and nobody asked for none. */
  public boolean outColours() {
    return outIsTerminal && coloursWanted();
  }

  private boolean coloursWanted() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"0".equals(environment.get("CLICOLOR"))
        && !"dumb".equals(environment.get("TERM"));
  }
}
