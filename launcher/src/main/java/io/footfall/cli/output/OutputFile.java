package io.footfall.cli.output;

import io.footfall.cli.context.CliErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command leaves behind. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a text and a line's end, making the folders above.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when that cannot be done
   */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text + System.lineSeparator());
    } catch (IOException e) {
      throw CliErrors.unwritableFile(file, e);
    }
  }
}
