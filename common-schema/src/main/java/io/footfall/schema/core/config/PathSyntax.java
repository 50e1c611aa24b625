package io.footfall.schema.core.config;

import io.footfall.schema.core.mapping.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of a {@link JsonPath}. */
final class PathSyntax {
  private static final Pattern SEGMENT =
      Pattern.compile("\\.([^.\\[\\]'\\s]+)|\\['((?:[^'\\\\]|\\\\.)+)'\\]");

  private PathSyntax() {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static JsonPath parse(String text) {
    if (!text.startsWith("$.") && !text.startsWith("$[")) {
      return JsonPath.key(text);
    }
    List<String> segments = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(text);
    int position = 1;
    while (position < text.length()) {
      if (!matcher.find(position) || matcher.start() != position) {
        throw new IllegalArgumentException("no key at character " + (position + 1));
      }
      String bare = matcher.group(1);
      segments.add(bare != null ? bare : matcher.group(2).replaceAll("\\\\(.)", "$1"));
      position = matcher.end();
    }
    return new JsonPath(segments);
  }

  /** The text form, for messages. */
  static String render(JsonPath path) {
    return path.segments().size() == 1
        ? path.segments().get(0)
        : "$." + String.join(".", path.segments());
  }
}
