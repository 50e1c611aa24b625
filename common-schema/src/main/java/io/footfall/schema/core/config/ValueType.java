package io.footfall.schema.core.config;

import com.typesafe.config.ConfigValue;

/**
 * What an option takes.
 *
 * @param name as the reference shows it
 * @param reader parses and validates
 */
record ValueType<T>(String name, Reader<T> reader) {

  /** Parses and validates one value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ConfigValue value) throws BadValueException;
  }

  /** Parses and validates a value that is one piece of text. */
  @FunctionalInterface
  interface TextReader<T> {
    T read(String text) throws BadValueException;
  }

  static <T> ValueType<T> ofText(String name, TextReader<T> reader) {
    return new ValueType<>(name, value -> reader.read(text(value)));
  }

  T read(ConfigValue value) throws BadValueException {
    return reader.read(value);
  }

  /** The value as it was written, without quotes; trimmed and not empty. */
  static String text(ConfigValue value) throws BadValueException {
    String text = raw(value).strip();
    if (text.isEmpty()) {
      throw new BadValueException("empty", "give a value or remove the key");
    }
    return text;
  }

  /** The value as it was written, without quotes. */
  static String raw(ConfigValue value) throws BadValueException {
    return switch (value.valueType()) {
      case OBJECT -> throw new BadValueException("a group of keys", "write a single value");
      case LIST -> throw new BadValueException("a list", "write a single value");
      default -> value.atKey("v").getString("v");
    };
  }
}
