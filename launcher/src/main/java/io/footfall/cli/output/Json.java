package io.footfall.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/** One JSON object, indented, and a line's end. */
public final class Json {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build()
          .writerWithDefaultPrettyPrinter();

  private Json() {}

  /**
   * Prints it.
   *
   * @param object a map or a Jackson object node: text, number, truth value, list, map or null
   * @throws IllegalArgumentException for a value that JSON cannot hold
   */
  public static void print(Object object, PrintWriter out) {
    out.println(text(object));
  }

  /** The same text, without the line's end. */
  public static String text(Object object) {
    try {
      return WRITER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
