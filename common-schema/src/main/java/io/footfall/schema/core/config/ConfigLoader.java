package io.footfall.schema.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts together the packaged {@code footfall-reference.conf}, the user's file, the environment and
 * the command line (the later wins) and checks the whole.
 */
public final class ConfigLoader {
  static final String REFERENCE = "footfall-reference.conf";

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
   * Loads and checks, without looking for {@code kafka.*} keys that Kafka's clients do not know.
   *
   * @see #load(Optional, Map, Map, Set)
   */
  public static Loaded load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    return load(file, environment, overrides, Set.of());
  }

  /**
   * Loads and checks.
   *
   * @param file the user's {@code application.conf}: HOCON, plain {@code key=value} lines, or both;
   *     or a {@code .properties} file
   * @param environment usually {@link System#getenv()}; of it {@code FOOTFALL_...} is read, and
   *     what the file refers to as <code>${NAME}</code>
   * @param overrides full key to value, from the command line
   * @param kafkaClientNames the settings that Kafka's clients know, without prefix, for a warning
   *     about others; empty for no warning
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming every problem
   */
  public static Loaded load(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> overrides,
      Set<String> kafkaClientNames) {
    Findings findings = new Findings();
    Config defaults = ConfigFactory.parseResources(ConfigLoader.class.getClassLoader(), REFERENCE);
    Layer reference = new Layer(findings);
    defaults.root().forEach((key, value) -> reference.add(key, value, Given.DEFAULT));
    Layer variables = new Layer(findings);
    Environment.read(environment, variables, findings);
    Layer commandLine = commandLine(overrides, findings);
    Layer user = new Layer(findings);
    if (file.isPresent()) {
      Map<String, String> over = substitutes(List.of(variables, commandLine));
      Map<String, String> under = new HashMap<>(environment);
      under.putAll(substitutes(List.of(reference)));
      ConfigFile.read(file.get(), over, under, user);
    }
    Values first = new Values(List.of(reference, user, variables, commandLine), findings);
    Layer secrets = SecretFiles.kafka(first, findings);
    Values values = new Values(List.of(reference, user, secrets, variables, commandLine), findings);

    FootfallConfig config = new ConfigReader(values, findings).read();
    KafkaKeys.check(values.all(), kafkaClientNames, findings);
    ConfigWarnings.dstreamKeys(values.all(), config.source().maxOffsetsPerTrigger(), findings);
    ConfigWarnings.secretsOnCommandLine(values.all(), findings);
    findings.throwIfAny();
    return new Loaded(config, findings.warnings(), EffectiveValues.of(values, config));
  }

  private static Layer commandLine(Map<String, String> overrides, Findings findings) {
    Layer layer = new Layer(findings);
    new TreeMap<>(overrides)
        .forEach((key, text) -> layer.add(key, ConfigFile.typed(key, text), Given.COMMAND_LINE));
    return layer;
  }

  /** What a file may refer to: keys of ours that are one text each, and no secret. */
  private static Map<String, String> substitutes(List<Layer> layers) {
    Set<String> known = Options.byKey().keySet();
    Map<String, String> substitutes = new HashMap<>();
    for (Layer layer : layers) {
      for (Given given : layer.given().values()) {
        boolean ours = known.contains(given.key());
        boolean oneText =
            !given.key().startsWith(MappingOptions.PREFIX)
                && !given.key().equals(FunnelOptions.FUNNELS.key());
        if (ours && oneText && !given.isSecret()) {
          substitutes.put(given.key(), given.shown());
        }
      }
    }
    return substitutes;
  }
}
