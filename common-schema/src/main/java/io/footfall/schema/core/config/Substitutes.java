package io.footfall.schema.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Values that stand beside a file only so that its substitutions find them. HOCON resolves within
 * one document; each value is marked with its own key, so that it can be told from the file's.
 */
final class Substitutes {
  private static final String MARK = "substitute ";
  private static final String MERGED = "merge of ";
  private static final Pattern LINE = Pattern.compile(": (\\d+)(-\\d+)?$");

  private Substitutes() {}

  static Config of(Map<String, String> values) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String path = ConfigUtil.joinPath(entry.getKey().split("\\.", -1));
      config = config.withValue(path, marked(entry.getKey(), entry.getValue()));
    }
    return config;
  }

  private static ConfigValue marked(String key, String value) {
    return ConfigValueFactory.fromAnyRef(value, MARK + key);
  }

  /** True when the file itself has no value at this key. */
  static boolean isOne(String key, ConfigValue value) {
    return value.origin().description().equals(MARK + key);
  }

  /** {@code file:line}; the file alone where a value is a substitute's. */
  static String place(ConfigOrigin origin, Path file) {
    String description = origin.description();
    if (description.startsWith(MERGED)) {
      description = description.substring(MERGED.length());
    }
    for (String part : description.split(",", -1)) {
      if (!part.startsWith(MARK)) {
        return LINE.matcher(part).replaceFirst(":$1");
      }
    }
    return file.toString();
  }
}
