package io.footfall.schema.core.funnel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.footfall.schema.core.funnel.Condition.Operator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A definition as text that is kept as long as its cohorts are not final. Canonical JSON: equal
 * definitions give equal texts.
 */
public final class FunnelDocument {
  private static final int VERSION = 1;
  private static final int HASH_DIGITS = 16;

  private FunnelDocument() {}

  /** On one line. */
  public static String render(FunnelDefinition funnel) {
    Map<String, Object> root =
        Map.of(
            "version", VERSION,
            "name", funnel.name(),
            "steps",
                funnel.steps().stream()
                    .map(step -> Map.of("name", step.name(), "filter", filter(step.filter())))
                    .toList(),
            "window", funnel.window().toString(),
            "cohort", funnel.cohort().toString(),
            "mode", funnel.mode().name(),
            "exclusions",
                funnel.exclusions().stream()
                    .map(
                        exclusion ->
                            Map.of(
                                "filter", filter(exclusion.filter()),
                                "after", exclusion.after(),
                                "before", exclusion.before()))
                    .toList(),
            "breakdown", funnel.breakdown().stream().map(FunnelField::name).toList());
    return ConfigValueFactory.fromMap(root).render(ConfigRenderOptions.concise());
  }

  private static Map<String, Object> filter(EventFilter filter) {
    return Map.of(
        "types",
        filter.types(),
        "where",
        filter.where().stream()
            .map(
                condition ->
                    Map.of(
                        "field", condition.field().name(),
                        "operator", condition.operator().name(),
                        "values", condition.values()))
            .toList());
  }

  static String hash(FunnelDefinition funnel) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(render(funnel).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @throws com.typesafe.config.ConfigException when the text is damaged
   * @throws RuntimeException when it is of another version, or names what there is not
   */
  public static FunnelDefinition parse(String text) {
    Config root =
        ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    if (root.getInt("version") != VERSION) {
      throw new IllegalArgumentException("a funnel definition of another version");
    }
    return new FunnelDefinition(
        root.getString("name"),
        root.getConfigList("steps").stream()
            .map(step -> new FunnelStep(step.getString("name"), filter(step.getConfig("filter"))))
            .toList(),
        Duration.parse(root.getString("window")),
        Duration.parse(root.getString("cohort")),
        root.getEnum(FunnelMode.class, "mode"),
        root.getConfigList("exclusions").stream()
            .map(
                exclusion ->
                    new Exclusion(
                        filter(exclusion.getConfig("filter")),
                        exclusion.getInt("after"),
                        exclusion.getInt("before")))
            .toList(),
        root.getStringList("breakdown").stream().map(FunnelDocument::field).toList());
  }

  private static EventFilter filter(Config filter) {
    List<Condition> where =
        filter.getConfigList("where").stream()
            .map(
                condition ->
                    new Condition(
                        field(condition.getString("field")),
                        condition.getEnum(Operator.class, "operator"),
                        condition.getStringList("values")))
            .toList();
    return new EventFilter(filter.getStringList("types"), where);
  }

  private static FunnelField field(String name) {
    return FunnelField.of(name).orElseThrow(() -> new IllegalArgumentException("no field " + name));
  }
}
