package io.footfall.schema.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.footfall.schema.core.funnel.Conditions.BadConditionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value somewhere in the list of funnels, and how to speak of it. */
final class FunnelNode {
  /** Reads a text of the funnel language. */
  interface Parser<T> {
    T parse(String text) throws BadConditionException;
  }

  private final Findings findings;
  private final Given given;
  private final String path;
  private final ConfigValue value;

  FunnelNode(Findings findings, Given given, String path, ConfigValue value) {
    this.findings = findings;
    this.given = given;
    this.path = path;
    this.value = value;
  }

  boolean isText() {
    return !(value instanceof ConfigObject) && !(value instanceof ConfigList);
  }

  boolean isObject(String form) {
    return value instanceof ConfigObject || problem("not of the form " + form, "write it so");
  }

  boolean has(String key) {
    return value instanceof ConfigObject object && object.containsKey(key);
  }

  FunnelNode at(String key) {
    ConfigValue inner = ((ConfigObject) value).get(key);
    return new FunnelNode(findings, given, path + "." + key, inner == null ? value : inner);
  }

  void allow(Set<String> keys) {
    for (Map.Entry<String, ConfigValue> entry : ((ConfigObject) value).entrySet()) {
      if (!keys.contains(entry.getKey())) {
        new FunnelNode(findings, given, path + "." + entry.getKey(), entry.getValue())
            .problem(
                "unknown key",
                Suggestions.nearest(entry.getKey(), keys)
                    .map(Suggestions::didYouMean)
                    .orElse("use " + String.join(", ", keys.stream().sorted().toList())));
      }
    }
  }

  Optional<String> choice(String key, String fallback, List<String> names) {
    if (!has(key)) {
      return Optional.of(fallback);
    }
    return at(key)
        .read(
            ValueType.ofText(
                "choice",
                text -> {
                  String name = text.replace('-', '_');
                  if (!names.contains(name)) {
                    throw new BadValueException(
                        "not a choice", "write one of " + String.join(", ", names));
                  }
                  return name;
                }));
  }

  <T> Optional<T> read(String key, ValueType<T> type) {
    if (!has(key)) {
      problem("without " + key, "add " + key + " = ...");
      return Optional.empty();
    }
    return at(key).read(type);
  }

  <T> Optional<T> read(ValueType<T> type) {
    try {
      return Optional.of(type.read(value));
    } catch (BadValueException e) {
      problem(e.what(), e.remedy());
      return Optional.empty();
    }
  }

  <T> Optional<T> parse(Parser<T> parser) {
    return read(Types.text())
        .flatMap(
            text -> {
              try {
                return Optional.of(parser.parse(text));
              } catch (BadConditionException e) {
                problem(e.getMessage(), e.remedy());
                return Optional.empty();
              }
            });
  }

  /** The elements of a list, or the one value; none where an optional key is absent. */
  Optional<List<FunnelNode>> list(String key, boolean required) {
    if (!has(key)) {
      return required && !problem("without " + key, "add " + key + " = ...")
          ? Optional.empty()
          : Optional.of(List.of());
    }
    FunnelNode inner = at(key);
    ConfigList elements = FunnelOptions.listOf(inner.value);
    List<FunnelNode> nodes = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      nodes.add(new FunnelNode(findings, given, inner.path + "[" + i + "]", elements.get(i)));
    }
    return Optional.of(nodes);
  }

  /** Notes a problem; false, for use in conditions. */
  boolean problem(String what, String remedy) {
    findings.problem("%s (%s)".formatted(path, place()), what, remedy);
    return false;
  }

  /** The line of the value itself where its file tells. */
  private String place() {
    int line = value.origin().lineNumber();
    return line > 0 && given.place().matches(".*:\\d+")
        ? given.place().replaceFirst("\\d+$", Integer.toString(line))
        : given.place();
  }
}
