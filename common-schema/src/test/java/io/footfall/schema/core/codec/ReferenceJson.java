package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as its grammar stands, read by plain recursion into a tree: the oracle for structure. */
final class ReferenceJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|[\"\\\\/bfnrt])");

  /** What was read: {@code value} is a String, Number text, Boolean, Map, List or null. */
  record Node(Kind kind, Object value, String source) {
    @SuppressWarnings("unchecked")
    Map<String, Node> members() {
      return (Map<String, Node>) value;
    }

    @SuppressWarnings("unchecked")
    List<Node> elements() {
      return (List<Node>) value;
    }
  }

  enum Kind {
    TEXT,
    NUMBER,
    LITERAL,
    NULL,
    OBJECT,
    ARRAY
  }

  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    final Reason reason;
    final String key;

    Broken(Reason reason, String key) {
      this.reason = reason;
      this.key = key;
    }
  }

  private final String text;
  private int at;
  private int depth;

  private ReferenceJson(String text) {
    this.text = text;
  }

  static Node parse(String text) throws Broken {
    ReferenceJson json = new ReferenceJson(text);
    Node node = json.value();
    json.space();
    if (json.at < text.length()) {
      throw json.malformed();
    }
    return node;
  }

  private Node value() throws Broken {
    space();
    int start = at;
    return switch (peek()) {
      case '"' -> new Node(Kind.TEXT, string(), null);
      case '{' -> new Node(Kind.OBJECT, object(), text.substring(start, at));
      case '[' -> new Node(Kind.ARRAY, array(), text.substring(start, at));
      case 't' -> literal("true", Kind.LITERAL);
      case 'f' -> literal("false", Kind.LITERAL);
      case 'n' -> literal("null", Kind.NULL);
      default -> number();
    };
  }

  private Map<String, Node> object() throws Broken {
    open();
    Map<String, Node> members = new LinkedHashMap<>();
    space();
    if (peek() != '}') {
      do {
        space();
        if (peek() != '"') {
          throw malformed();
        }
        String key = string();
        if (members.containsKey(key)) {
          throw new Broken(Reason.DUPLICATE_KEY, key);
        }
        space();
        take(':');
        members.put(key, value());
        space();
      } while (taken(','));
    }
    take('}');
    depth--;
    return members;
  }

  private List<Node> array() throws Broken {
    open();
    List<Node> elements = new ArrayList<>();
    space();
    if (peek() != ']') {
      do {
        elements.add(value());
        space();
      } while (taken(','));
    }
    take(']');
    depth--;
    return elements;
  }

  private void open() throws Broken {
    at++;
    if (++depth > 64) {
      throw new Broken(Reason.TOO_DEEP, null);
    }
  }

  private String string() throws Broken {
    StringBuilder string = new StringBuilder();
    for (at++; peek() != '"'; ) {
      char c = peek();
      if (c < ' ') {
        throw malformed();
      }
      if (c == '\\') {
        Matcher escape = ESCAPE.matcher(text).region(at, text.length());
        if (!escape.lookingAt()) {
          throw malformed();
        }
        string.append(
            escape.group(2) != null
                ? (char) Integer.parseInt(escape.group(2), 16)
                : "\"\\/\b\f\n\r\t".charAt("\"\\/bfnrt".indexOf(escape.group(1))));
        at = escape.end();
      } else {
        string.append(c);
        at++;
      }
    }
    at++;
    return string.toString();
  }

  private Node literal(String literal, Kind kind) throws Broken {
    if (!text.startsWith(literal, at)) {
      throw malformed();
    }
    at += literal.length();
    return new Node(kind, kind == Kind.NULL ? null : literal, null);
  }

  private Node number() throws Broken {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw malformed();
    }
    at = number.end();
    return new Node(Kind.NUMBER, number.group(), null);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Broken {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private boolean taken(char c) throws Broken {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  private void take(char c) throws Broken {
    if (!taken(c)) {
      throw malformed();
    }
  }

  private Broken malformed() {
    return new Broken(Reason.MALFORMED_JSON, null);
  }
}
