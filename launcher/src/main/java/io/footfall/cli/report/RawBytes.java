package io.footfall.cli.report;

import io.footfall.cli.output.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A record's bytes for people: as text where they are text, else in hexadecimal. */
public final class RawBytes {
  private RawBytes() {}

  /**
   * One line that does no harm to a terminal.
   *
   * @param bytes null where they were not kept, or the record had none
   * @param most characters shown; the rest is counted
   */
  public static String line(byte[] bytes, int most) {
    if (bytes == null) {
      return "";
    }
    String text = text(bytes);
    return text.codePointCount(0, text.length()) <= most
        ? text
        : "%s... (%,d bytes)"
            .formatted(text.substring(0, text.offsetByCodePoints(0, most)), bytes.length);
  }

  private static String text(byte[] bytes) {
    try {
      return Printable.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
  }
}
