package io.footfall.cli.output;

import io.footfall.cli.context.CliErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a command leaves behind. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Finds out by trying whether the file can be written, before the work whose result it is to
   * hold. What it held stays.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when it cannot
   */
  public static void requireWritable(Path file) {
    boolean isNew = !Files.exists(file);
    try {
      createFolderOf(file);
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw CliErrors.unwritableFile(file, e);
    }
  }

  /**
   * Writes a text and a line's end, making the folders above.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, when that cannot be done
   */
  public static void write(Path file, String text) {
    try {
      createFolderOf(file);
      Files.writeString(file, text + System.lineSeparator());
    } catch (IOException e) {
      throw CliErrors.unwritableFile(file, e);
    }
  }

  /** The root has none. */
  private static void createFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }
}
