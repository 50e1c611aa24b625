package io.footfall.schema.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together the packaged {@code reference.conf}, the user's file, the environment and the
 * command line (the later wins) and checks the whole.
 */
public final class ConfigLoader {

  private ConfigLoader() {}

  /** What {@link #load} gives: the typed values, what to warn about, and where each came from. */
  public record Loaded(FootfallConfig config, List<String> warnings, List<EffectiveValue> values) {
    public Loaded {
      warnings = List.copyOf(warnings);
      values = List.copyOf(values);
    }
  }

  /**
   * One key as it is in force.
   *
   * @param value masked where the key is a secret
   * @param origin {@code default}, {@code file:LINE}, {@code environment NAME} or {@code command
   *     line}
   */
  public record EffectiveValue(String key, String value, String origin) {}

  /**
   * Loads and checks.
   *
   * @param file the user's {@code application.conf}, HOCON or plain {@code key=value} lines
   * @param environment usually {@link System#getenv()}; only {@code FOOTFALL_...} is read
   * @param overrides full key to value, from the command line
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming every problem
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static Loaded load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    throw new UnsupportedOperationException("issue 2");
  }
}
