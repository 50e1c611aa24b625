package io.footfall.schema.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The value types that are not about the mapping. */
final class Types {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern NODE_PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+");
  private static final Pattern SERVER = Pattern.compile("(?:[A-Za-z_]+://)?.+:([0-9]{1,5})");

  /** So that three more follow it. */
  private static final int HIGHEST_PORT = 65_532;

  private static final long LEAST_BYTES = 4 << 10;

  private Types() {}

  static ValueType<String> text() {
    return ValueType.ofText("text", text -> text);
  }

  /** A name that is safe in a path, a topic and a metric label. */
  static ValueType<String> name(int maxLength) {
    return ValueType.ofText(
        "name of at most " + maxLength + " characters",
        text -> {
          if (!NAME.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new BadValueException(
                "not a name", "use letters, digits, '.', '_' and '-' only, and not just dots");
          }
          if (text.length() > maxLength) {
            throw new BadValueException(
                text.length() + " characters long", "use at most " + maxLength);
          }
          return text;
        });
  }

  static ValueType<Long> count() {
    return wholeNumber(1);
  }

  static ValueType<Long> countOrZero() {
    return wholeNumber(0);
  }

  private static ValueType<Long> wholeNumber(long least) {
    return ValueType.ofText(
        "whole number, at least " + least,
        text -> {
          if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new BadValueException("not a whole number", "write e.g. 100000");
          }
          try {
            long number = Long.parseLong(text);
            if (number >= least) {
              return number;
            }
          } catch (NumberFormatException e) {
            throw new BadValueException("too large", "write at most " + Long.MAX_VALUE);
          }
          throw new BadValueException("less than " + least, "write e.g. 100000");
        });
  }

  /** A TCP port, 0 for any free one. The ports of other jobs follow it. */
  static ValueType<Integer> port() {
    return ValueType.ofText(
        "port",
        text -> {
          if (!WHOLE_NUMBER.matcher(text).matches() || text.length() > 6) {
            throw new BadValueException("not a port", "write e.g. 9461, or 0 for any free port");
          }
          int port = Integer.parseInt(text);
          if (port < 0 || port > HIGHEST_PORT) {
            throw new BadValueException("not a port", "write 0 to " + HIGHEST_PORT);
          }
          return port;
        });
  }

  /** Names, each once. */
  static ValueType<List<String>> names(int most) {
    return new ValueType<>(
        "list of at most " + most + " names",
        value -> {
          String joined = joined(value);
          List<String> names = new ArrayList<>();
          for (String part : joined.isEmpty() ? new String[0] : joined.split(",", -1)) {
            String name = part.strip();
            if (!NAME.matcher(name).matches()) {
              throw new BadValueException(
                  "'" + name + "' is not a name", "use letters, digits, '.', '_' and '-' only");
            }
            if (names.contains(name)) {
              throw new BadValueException("'" + name + "' is listed twice", "list it once");
            }
            names.add(name);
          }
          if (names.size() > most) {
            throw new BadValueException(names.size() + " names", "list at most " + most);
          }
          return List.copyOf(names);
        });
  }

  static ValueType<Boolean> bool() {
    return ValueType.ofText(
        "`true` or `false`",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new BadValueException("neither true nor false", "write one of the two");
          }
          return text.equals("true");
        });
  }

  static ValueType<Duration> duration() {
    return new ValueType<>("duration", Types::duration);
  }

  static ValueType<Duration> longerThanZero() {
    return new ValueType<>(
        "duration, at least 1 ms",
        value -> {
          Duration duration = duration(value);
          if (duration.toMillis() == 0) {
            throw new BadValueException("shorter than 1 ms", "write e.g. 10 minutes");
          }
          return duration;
        });
  }

  /** An amount of memory: a number with or without a unit. */
  static ValueType<Long> bytes() {
    return new ValueType<>(
        "size, at least 4 KiB",
        value -> {
          ValueType.text(value);
          long bytes;
          try {
            bytes = value.atKey("v").getMemorySize("v").toBytes();
          } catch (ConfigException e) {
            throw new BadValueException("not a size", "write e.g. 64 KiB or 1 MiB");
          }
          if (bytes < LEAST_BYTES || bytes > Integer.MAX_VALUE) {
            throw new BadValueException("not between 4 KiB and 2 GiB", "write e.g. 1 MiB");
          }
          return bytes;
        });
  }

  /** A duration, or {@code none} for no bound. */
  static ValueType<Optional<Duration>> bound() {
    return new ValueType<>(
        "duration or `none`",
        value ->
            ValueType.text(value).equals("none") ? Optional.empty() : Optional.of(duration(value)));
  }

  private static Duration duration(ConfigValue value) throws BadValueException {
    String text = ValueType.text(value);
    String example = "write e.g. 10 minutes, 90 s or 500 ms";
    if (NUMBER.matcher(text).matches() && !text.equals("0")) {
      throw new BadValueException("a duration without a unit", example);
    }
    Duration duration;
    try {
      duration = value.atKey("v").getDuration("v");
    } catch (ConfigException e) {
      throw new BadValueException("not a duration", example);
    }
    if (duration.isNegative()) {
      throw new BadValueException("negative", example);
    }
    return duration;
  }

  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Types::configName).toList();
    return ValueType.ofText(oneOf(names), text -> type.getEnumConstants()[indexOf(text, names)]);
  }

  static ValueType<String> choice(List<String> names) {
    return ValueType.ofText(oneOf(names), text -> names.get(indexOf(text, names)));
  }

  /** Some of the choices, each once, in the order given. */
  static <E extends Enum<E>> ValueType<List<E>> choices(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Types::configName).toList();
    return new ValueType<>(
        "list of " + oneOf(names),
        value -> {
          List<E> chosen = new ArrayList<>();
          for (String part : joined(value).split(",", -1)) {
            if (!part.isBlank()) {
              chosen.add(type.getEnumConstants()[indexOf(part.strip(), names)]);
            }
          }
          return chosen.stream().distinct().toList();
        });
  }

  /** The absolute path of a ZooKeeper node. */
  static ValueType<String> nodePath() {
    return ValueType.ofText(
        "path such as `/footfall`",
        text -> {
          if (!NODE_PATH.matcher(text).matches()) {
            throw new BadValueException(
                "not an absolute node path", "write e.g. /footfall, without a slash at the end");
          }
          return text;
        });
  }

  private static int indexOf(String text, List<String> names) throws BadValueException {
    int index = names.indexOf(text);
    if (index < 0) {
      throw new BadValueException("not a choice", "write one of " + String.join(", ", names));
    }
    return index;
  }

  private static String oneOf(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  static String configName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ValueType<ZoneId> zone() {
    return ValueType.ofText(
        "time zone",
        text -> {
          try {
            return ZoneId.of(text);
          } catch (DateTimeException e) {
            throw new BadValueException("not a time zone", "write e.g. UTC or Europe/Berlin");
          }
        });
  }

  static ValueType<String> location() {
    return ValueType.ofText("folder or URI", Locations::absolute);
  }

  static ValueType<Path> file() {
    return ValueType.ofText(
        "file",
        text -> {
          try {
            return Path.of(text);
          } catch (InvalidPathException e) {
            throw new BadValueException("not a path", "name a file");
          }
        });
  }

  /** {@code host:port,host:port}, or a list of them. */
  static ValueType<String> servers() {
    return new ValueType<>(
        "host:port, ...",
        value -> {
          List<String> servers = new ArrayList<>();
          for (String part : joined(value).split(",", -1)) {
            servers.add(server(part.strip()));
          }
          return String.join(",", servers);
        });
  }

  private static String server(String text) throws BadValueException {
    var matcher = SERVER.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 65_535) {
      throw new BadValueException(
          "'" + text + "' is not host:port", "write e.g. broker1:9092,broker2:9092");
    }
    return text;
  }

  /** A scalar as it was written; a list of scalars joined by commas, as Kafka and Spark want it. */
  static String joined(ConfigValue value) throws BadValueException {
    if (value.valueType() != ConfigValueType.LIST) {
      return ValueType.raw(value);
    }
    List<String> parts = new ArrayList<>();
    for (ConfigValue part : (ConfigList) value) {
      parts.add(ValueType.text(part));
    }
    return String.join(",", parts);
  }
}
