package io.footfall.schema.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.Privacy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The value types of the mapping. */
final class MappingTypes {

  private MappingTypes() {}

  /** A path, or a list of them; duplicates are an error. */
  static ValueType<List<JsonPath>> paths() {
    return new ValueType<>(
        "path or list of paths",
        value -> {
          List<JsonPath> paths = new ArrayList<>();
          for (String text : texts(value)) {
            JsonPath path = path(text);
            if (paths.contains(path)) {
              throw new BadValueException("'" + text + "' is listed twice", "list it once");
            }
            paths.add(path);
          }
          return List.copyOf(paths);
        });
  }

  private static JsonPath path(String text) throws BadValueException {
    try {
      return JsonPath.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(e.getMessage(), "write name, $.outer.inner or $['a.b'].c");
    }
  }

  static ValueType<Map<String, String>> translation() {
    return new ValueType<>(
        "`{ from = to, ... }`",
        value -> {
          if (!(value instanceof ConfigObject entries)) {
            throw new BadValueException("not a translation", "write { purchase = payment }");
          }
          Map<String, String> translation = new TreeMap<>();
          for (Map.Entry<String, ConfigValue> entry : entries.entrySet()) {
            translation.put(entry.getKey(), translated(entry.getKey(), entry.getValue()));
          }
          return translation;
        });
  }

  private static String translated(String from, ConfigValue to) throws BadValueException {
    boolean nested =
        to.valueType() == ConfigValueType.OBJECT || to.valueType() == ConfigValueType.LIST;
    if (nested || to.valueType() == ConfigValueType.NULL) {
      throw new BadValueException(
          "'" + from + "' is not translated to a text",
          "write { purchase = payment }, and names with dots in double quotes");
    }
    return ValueType.text(to);
  }

  /** Names of fields other than {@code self}. */
  static ValueType<List<Field>> fieldsBut(Field self) {
    List<String> names =
        Arrays.stream(Field.values())
            .filter(field -> field != self)
            .map(Field::configName)
            .toList();
    return new ValueType<>(
        "list of fields",
        value -> {
          List<Field> fields = new ArrayList<>();
          for (String name : texts(value)) {
            if (!names.contains(name)) {
              throw new BadValueException(
                  "'" + name + "' is not a field to compose from",
                  "choose from " + String.join(", ", names));
            }
            Field field = Field.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
            if (fields.contains(field)) {
              throw new BadValueException("'" + name + "' is listed twice", "list it once");
            }
            fields.add(field);
          }
          return List.copyOf(fields);
        });
  }

  /** What the tables can hold: a hash only where there is text, nothing only where optional. */
  static ValueType<Privacy> privacy(Field field) {
    ValueType<Privacy> any = Types.choice(Privacy.class);
    return new ValueType<>(
        any.name(),
        value -> {
          Privacy privacy = any.read(value);
          if (privacy == Privacy.DROP && field.required()) {
            throw new BadValueException(
                "a required field cannot be dropped", field.isText() ? "hash it" : "keep it");
          }
          if (privacy == Privacy.HASH && !field.isText()) {
            throw new BadValueException(
                "a field that is no text cannot be hashed",
                field.required() ? "keep it" : "drop it");
          }
          return privacy;
        });
  }

  private static List<String> texts(ConfigValue value) throws BadValueException {
    if (value.valueType() == ConfigValueType.OBJECT) {
      throw new BadValueException("a group of keys", "write a text or a list of texts");
    }
    if (value.valueType() != ConfigValueType.LIST) {
      return List.of(ValueType.text(value));
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : (ConfigList) value) {
      texts.add(ValueType.text(element));
    }
    return texts;
  }
}
