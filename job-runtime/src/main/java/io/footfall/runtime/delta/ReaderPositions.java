package io.footfall.runtime.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Who reads a table as a stream, and how far: one small file per reader under {@code
 * WAREHOUSE/.readers/TABLE/}, holding the first version it has not read yet. Log entries from there
 * on are kept.
 */
public final class ReaderPositions {
  private final Path folder;
  private final FileSystem files;

  public ReaderPositions(String warehouse, String table, Configuration hadoop) throws IOException {
    this.folder = new Path(warehouse, ".readers/" + table);
    this.files = folder.getFileSystem(hadoop);
  }

  /**
   * Registers a reader, or moves it on.
   *
   * @param reader a file name
   * @param nextVersion the first version it has not read yet
   */
  public void put(String reader, long nextVersion) throws IOException {
    try (OutputStream out = files.create(new Path(folder, reader), true)) {
      out.write(Long.toString(nextVersion).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The position of the slowest reader; empty when nobody is registered. */
  public OptionalLong slowest() throws IOException {
    OptionalLong slowest = OptionalLong.empty();
    for (FileStatus file : list()) {
      try (InputStream in = files.open(file.getPath())) {
        long version =
            Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        slowest = OptionalLong.of(Math.min(slowest.orElse(version), version));
      }
    }
    return slowest;
  }

  private FileStatus[] list() throws IOException {
    try {
      return files.listStatus(folder, path -> !path.getName().startsWith("."));
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
