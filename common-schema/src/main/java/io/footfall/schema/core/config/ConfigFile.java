package io.footfall.schema.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the user's file: HOCON with plain lines allowed, or {@code .properties}. */
final class ConfigFile {
  private static final int HINT = 200;

  private final Map<String, String> plain = new HashMap<>();

  private ConfigFile() {}

  /**
   * Reads a file into a layer.
   *
   * @param over key to value of what wins over the file, for substitutions
   * @param under key to value of what else substitutions may name
   */
  static void read(Path file, Map<String, String> over, Map<String, String> under, Layer layer) {
    String text = text(file);
    if (file.toString().endsWith(".properties")) {
      for (PropertiesFile.Entry entry : PropertiesFile.parse(file, text)) {
        String place = file + ":" + entry.line();
        layer.add(entry.key(), typed(entry.key(), entry.value()), place);
      }
      return;
    }
    ConfigFile reading = new ConfigFile();
    try {
      Config parsed = reading.parse(file, text, List.of(file.toAbsolutePath().normalize()));
      Config resolved =
          Substitutes.of(over)
              .withFallback(parsed)
              .withFallback(Substitutes.of(reading.plain))
              .withFallback(Substitutes.of(under))
              .resolve(ConfigResolveOptions.noSystem());
      layer.addFile(file, resolved.root());
    } catch (ConfigException e) {
      throw syntax(file, e);
    }
  }

  /** The text of a file of the configuration, without a byte order mark. */
  static String text(Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw ConfigErrors.unreadable(file, e);
    }
  }

  /** A text as a value; lists and groups of mapping and funnels may be written as in HOCON. */
  static ConfigValue typed(String key, String text) {
    boolean structured = text.startsWith("[") || text.startsWith("{");
    boolean takesStructure =
        key.startsWith(MappingOptions.PREFIX) || key.equals(FunnelOptions.FUNNELS.key());
    if (structured && takesStructure) {
      try {
        return ConfigFactory.parseString("v = " + text).root().get("v");
      } catch (ConfigException e) {
        throw ConfigErrors.syntax(key, firstLine(e));
      }
    }
    return ConfigValueFactory.fromAnyRef(text);
  }

  private Config parse(Path file, String text, List<Path> open) {
    PlainLines.Result lines = PlainLines.quote(text);
    plain.putAll(lines.plain());
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(file.toString())
            .setIncluder(new SiblingIncluder(file, open));
    return ConfigFactory.parseString(lines.hocon(), options);
  }

  /** {@code include "other.conf"}: a file beside this one, which must exist. */
  private final class SiblingIncluder implements ConfigIncluder {
    private final Path including;
    private final List<Path> open;

    SiblingIncluder(Path including, List<Path> open) {
      this.including = including;
      this.open = open;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      Path file = including.resolveSibling(what);
      Path absolute = file.toAbsolutePath().normalize();
      if (open.contains(absolute)) {
        throw ConfigErrors.cyclicInclude(including.toString(), what);
      }
      List<Path> inner = Stream.concat(open.stream(), Stream.of(absolute)).toList();
      return parse(file, text(file), inner).root();
    }
  }

  private static FootfallException syntax(Path file, ConfigException e) {
    if (e.origin() == null || e.origin().lineNumber() < 1) {
      return ConfigErrors.syntax(file.toString(), firstLine(e));
    }
    // Not always the file itself: it may be an included one.
    String place = Substitutes.place(e.origin(), file);
    Path source = Path.of(place.substring(0, place.lastIndexOf(':')));
    boolean secret = !Files.isRegularFile(source) || maySayASecret(source, e.origin().lineNumber());
    return ConfigErrors.syntax(
        place, secret ? "what is there is not shown, it may hold a secret" : firstLine(e));
  }

  /** The parser tells the line on which it gave up, which may be after the one that is wrong. */
  private static boolean maySayASecret(Path file, int line) {
    List<String> lines = text(file).lines().toList();
    return lines.subList(Math.max(0, line - 3), Math.min(lines.size(), line)).stream()
        .anyMatch(Secrets::inLine);
  }

  /** The parser's message without its place and its advice, which is about another file type. */
  private static String firstLine(ConfigException e) {
    String message = e.getMessage().replaceFirst("^.*?: \\d+(-\\d+)?: ", "");
    message = message.replaceFirst("(?s)\\s*\\((if you|perhaps|Reserved).*$", "");
    message = message.replaceAll("\\s+", " ").strip();
    return message.length() > HINT ? message.substring(0, HINT) + "..." : message;
  }
}
