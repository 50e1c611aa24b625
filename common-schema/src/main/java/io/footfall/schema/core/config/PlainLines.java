package io.footfall.schema.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes HOCON of plain {@code spark.x.y=value} and {@code kafka.x.y = value} lines, as Spark's and
 * Kafka's own files have them: HOCON takes neither {@code a:1,b:2} nor {@code hdfs://...} without
 * quotes, and {@code spark.speculation} beside {@code spark.speculation.interval} would clash. One
 * line stays one line, and all other text stays as it is.
 */
final class PlainLines {
  private static final Pattern PLAIN =
      Pattern.compile(
          "\\s*((?:spark|kafka)\\.[^\\s=:+\"{}\\[\\]$,#]+)\\s*[=:]\\s*(.*?)\\s*", Pattern.DOTALL);
  private static final String TEXT = "[^\"\\\\\\p{Cntrl}]*+";
  private static final String ESCAPE = "\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})";
  private static final Pattern QUOTED =
      Pattern.compile(
          "(\"" + TEXT + "(?:" + ESCAPE + TEXT + ")*+\")\\s*(?:(?:#|//).*)?", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)(#|//).*$");

  /**
   * @param hocon the text for the HOCON parser
   * @param plain key to value of the lines that were quoted
   */
  record Result(String hocon, Map<String, String> plain) {}

  private final StringBuilder hocon = new StringBuilder();
  private final Map<String, String> plain = new LinkedHashMap<>();
  private int depth;
  private boolean inTripleQuotes;

  private PlainLines() {}

  static Result quote(String text) {
    PlainLines lines = new PlainLines();
    for (String line : text.split("\n", -1)) {
      lines.add(line);
    }
    lines.hocon.setLength(lines.hocon.length() - 1);
    return new Result(lines.hocon.toString(), Map.copyOf(lines.plain));
  }

  private void add(String line) {
    Matcher matcher = PLAIN.matcher(line);
    boolean candidate = depth == 0 && !inTripleQuotes && matcher.matches();
    Optional<String> value = candidate ? value(matcher.group(2)) : Optional.empty();
    if (value.isPresent()) {
      plain.put(matcher.group(1), value.get());
      hocon.append(ConfigUtil.quoteString(matcher.group(1)));
      hocon.append(" = ").append(ConfigUtil.quoteString(value.get()));
    } else {
      hocon.append(line);
      follow(line);
    }
    hocon.append('\n');
  }

  /** The text that a line gives its key; empty where it takes HOCON to tell. */
  private static Optional<String> value(String written) {
    Matcher quoted = QUOTED.matcher(written);
    if (quoted.matches()) {
      return Optional.of(ConfigFactory.parseString("v = " + quoted.group(1)).getString("v"));
    }
    boolean isHocon = written.matches("(?s)[\"{\\[].*") || written.contains("${");
    return isHocon ? Optional.empty() : Optional.of(COMMENT.matcher(written).replaceFirst(""));
  }

  /** Keeps track of braces and strings. */
  private void follow(String line) {
    boolean inQuotes = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!inQuotes && line.startsWith("\"\"\"", i)) {
        inTripleQuotes = !inTripleQuotes;
        i += 2;
      } else if (!inTripleQuotes && c == '"') {
        inQuotes = !inQuotes;
      } else if (inQuotes && c == '\\') {
        i++;
      } else if (!inQuotes && !inTripleQuotes) {
        if (c == '#' || line.startsWith("//", i)) {
          return;
        }
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      }
    }
  }
}
