package io.footfall.cli.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is and what it was built with. */
public record Versions(String footfall, String spark, String delta, String kafkaBroker) {

  /** Reads what Maven left in the class path. */
  public static Versions ofThisBuild() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        properties.getProperty("footfall"),
        properties.getProperty("spark"),
        properties.getProperty("delta"),
        properties.getProperty("kafka.broker"));
  }
}
