package io.footfall.schema.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;

/**
 * A key that somebody gave, or a default.
 *
 * @param place {@link #DEFAULT}, {@code file:LINE}, {@code environment NAME} or {@link
 *     #COMMAND_LINE}
 * @param fromSecretsFile never shown, whatever the key is called
 */
record Given(String key, ConfigValue value, String place, boolean fromSecretsFile) {
  static final String DEFAULT = "default";
  static final String COMMAND_LINE = "command line";
  private static final int SHOWN = 80;

  static Given of(String key, ConfigValue value, String place) {
    return new Given(key, value, place, false);
  }

  boolean isDefault() {
    return place.equals(DEFAULT);
  }

  boolean isSecret() {
    return fromSecretsFile || Secrets.isSecret(key, plain());
  }

  /** The whole value on one line, masked where it is a secret. */
  String shown() {
    return isSecret() ? Secrets.MASK : plain().replaceAll("\\p{Cntrl}", " ");
  }

  /** {@code key = value (place)}, a secret without its value. */
  String subject() {
    String value = shown();
    String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    return isSecret() ? "%s (%s)".formatted(key, place) : "%s = %s (%s)".formatted(key, cut, place);
  }

  private String plain() {
    try {
      return Types.joined(value);
    } catch (BadValueException e) {
      return value.valueType() == ConfigValueType.STRING
          ? ""
          : value.render(ConfigRenderOptions.concise());
    } catch (ConfigException.NotResolved e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return subject();
  }
}
