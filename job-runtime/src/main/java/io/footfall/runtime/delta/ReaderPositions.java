package io.footfall.runtime.delta;

import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who reads a table as a stream, and how far: one small file per reader under {@code
 * WAREHOUSE/.readers/TABLE/}, holding the first version it has not read yet. Log entries from there
 * on are kept.
 */
public final class ReaderPositions {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderPositions.class);

  private final Path folder;
  private final CheckpointFiles files;

  public ReaderPositions(String warehouse, String table, Configuration hadoop) throws IOException {
    this.folder = new Path(warehouse, ".readers/" + table);
    this.files = new CheckpointFiles(folder, hadoop);
  }

  /**
   * A reader.
   *
   * @param name of its file
   * @param next the first version it has not read yet; 0 where its file does not say: all is kept
   * @param moved when it last came on
   */
  public record Reader(String name, long next, Instant moved) {}

  /**
   * Registers a reader, or moves it on.
   *
   * @param reader a file name
   * @param nextVersion the first version it has not read yet
   */
  public void put(String reader, long nextVersion) throws IOException {
    files.write(reader, Long.toString(nextVersion));
  }

  /** The slowest reader; empty when nobody is registered. */
  public Optional<Reader> slowest() throws IOException {
    return files.list(".").stream()
        .filter(name -> !name.startsWith("."))
        .map(ReaderPositions::reader)
        .distinct()
        .map(this::look)
        .min(Comparator.comparingLong(Reader::next));
  }

  /** Also of one whose file is just being replaced, or was when the writer was killed. */
  private static String reader(String file) {
    return file.endsWith(CheckpointFiles.TEMPORARY)
        ? file.substring(0, file.length() - CheckpointFiles.TEMPORARY.length())
        : file;
  }

  private Reader look(String name) {
    try {
      return new Reader(
          name, Long.parseLong(text(name).strip()), files.changed(name).orElse(Instant.EPOCH));
    } catch (IOException | NumberFormatException e) {
      LOG.warn(
          "{}/{} does not say how far the reader has come ({}): all that it may have to read is"
              + " kept. It is written anew when the reader comes on; remove it when there is no"
              + " such reader any more",
          folder,
          name,
          e.toString());
      return new Reader(name, 0, Instant.EPOCH);
    }
  }

  /** The file may be replaced meanwhile. */
  private String text(String name) throws IOException {
    for (String file : List.of(name, name + CheckpointFiles.TEMPORARY, name)) {
      Optional<String> text = files.read(file);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }
}
