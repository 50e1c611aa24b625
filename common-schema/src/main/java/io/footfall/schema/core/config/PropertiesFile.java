package io.footfall.schema.core.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Java properties that remember their lines. */
final class PropertiesFile {

  /** One entry and the line on which it begins. */
  record Entry(String key, String value, int line) {}

  private PropertiesFile() {}

  static List<Entry> parse(Path file, String text) {
    List<Entry> entries = new ArrayList<>();
    StringBuilder logical = new StringBuilder();
    int first = 0;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      first = logical.length() == 0 ? i + 1 : first;
      logical.append(lines.get(i)).append('\n');
      if (!isContinued(lines.get(i)) || i == lines.size() - 1) {
        entries.addAll(parseLogical(file, logical.toString(), first));
        logical.setLength(0);
      }
    }
    return entries;
  }

  private static boolean isContinued(String line) {
    boolean comment = line.stripLeading().startsWith("#") || line.stripLeading().startsWith("!");
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return !comment && slashes % 2 == 1;
  }

  private static List<Entry> parseLogical(Path file, String text, int line) {
    Properties properties = new Properties();
    try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw ConfigErrors.badPropertiesLine(file + ":" + line);
    } catch (IOException e) {
      throw ConfigErrors.unreadable(file, e);
    }
    return properties.stringPropertyNames().stream()
        .map(key -> new Entry(key, properties.getProperty(key).strip(), line))
        .toList();
  }
}
