package io.footfall.runtime.hadoop;

import io.footfall.runtime.core.RuntimeErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Footfall's own small text files: those beside a query's checkpoint, under {@code footfall/}, and
 * those beside the tables of a warehouse.
 */
public final class CheckpointFiles {
  /** What the names of files end with that are being written. */
  public static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final FileSystem files;

  /** Those beside a checkpoint. */
  public CheckpointFiles(String checkpoint, Configuration hadoop) throws IOException {
    this(new Path(checkpoint, "footfall"), hadoop);
  }

  /** Those of a folder. */
  public CheckpointFiles(Path folder, Configuration hadoop) throws IOException {
    this.folder = folder;
    this.files = folder.getFileSystem(hadoop);
  }

  /** A file's text; empty when it is not there. */
  public Optional<String> read(String name) throws IOException {
    try (InputStream in = files.open(new Path(folder, name))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Names of the files in a folder; none when it is not there. */
  public List<String> list(String name) throws IOException {
    try {
      return Stream.of(files.listStatus(new Path(folder, name)))
          .map(status -> status.getPath().getName())
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** When a file was written; empty when it is not there. */
  public Optional<Instant> changed(String name) throws IOException {
    try {
      return Optional.of(
          Instant.ofEpochMilli(files.getFileStatus(new Path(folder, name)).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes whole or not at all; replaces what was there. Where the file system replaces in one
   * step, as local disks do, one of the two is there at any moment; elsewhere the new text is there
   * in any case, for a moment under the name with {@value #TEMPORARY} only.
   */
  public void write(String name, String text) throws IOException {
    Path target = new Path(folder, name);
    Path temporary = target.suffix(TEMPORARY);
    create(temporary, text);
    if (!renamed(temporary, target)) {
      files.delete(target, false);
      if (!renamed(temporary, target)) {
        throw RuntimeErrors.unwritable(target.toString(), new IOException("rename failed"));
      }
    }
  }

  /** False where the file system does not replace a file by renaming another. */
  private boolean renamed(Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Writes whole or not at all, unless the file is there. Several may do so at once who write the
   * same text: for each of them it is there afterwards.
   */
  public void writeOnce(String name, String text) throws IOException {
    Path target = new Path(folder, name);
    if (files.exists(target)) {
      return;
    }
    Path temporary = target.suffix("." + UUID.randomUUID() + TEMPORARY);
    create(temporary, text);
    if (!files.rename(temporary, target)) {
      files.delete(temporary, false);
      if (!files.exists(target)) {
        throw RuntimeErrors.unwritable(target.toString(), new IOException("rename failed"));
      }
    }
  }

  private void create(Path file, String text) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** True when there was such a file. */
  public boolean delete(String name) throws IOException {
    return files.delete(new Path(folder, name), false);
  }

  /** Replaces what was there; true when there was such a file. */
  public boolean rename(String from, String to) throws IOException {
    Path source = new Path(folder, from);
    if (!files.exists(source)) {
      return false;
    }
    files.delete(new Path(folder, to), false);
    return files.rename(source, new Path(folder, to));
  }
}
