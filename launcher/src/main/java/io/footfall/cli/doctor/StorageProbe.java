package io.footfall.cli.doctor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Tries a folder the way Spark and Delta use it, and takes away again all that it made, the folder
 * itself included where it was not there.
 */
final class StorageProbe {

  private final FileContext files;
  private final Path root;

  /**
   * For one folder.
   *
   * @param uri absolute
   */
  StorageProbe(String uri, Configuration hadoop) throws IOException {
    this.root = new Path(uri);
    this.files = FileContext.getFileContext(root.toUri(), hadoop);
  }

  /** Throws if no file can be made under the folder. */
  void write() throws IOException {
    inScratchFolder(folder -> create(new Path(folder, "file")));
  }

  /** True if a rename refuses to replace a file; Spark's checkpoints are safe only then. */
  boolean renameKeepsExisting() throws IOException {
    boolean[] kept = new boolean[1];
    inScratchFolder(
        folder -> {
          Path existing = create(new Path(folder, "existing"));
          Path other = create(new Path(folder, "other"));
          kept[0] = !replaces(other, existing);
          if (kept[0]) {
            files.rename(other, new Path(folder, "free"), Options.Rename.NONE);
          }
        });
    return kept[0];
  }

  /** True if the sub-folder holds something that is no Delta table. */
  boolean isForeign(String table) throws IOException {
    Path folder = new Path(root, table);
    if (!files.util().exists(folder)) {
      return false;
    }
    boolean isFolder = files.getFileStatus(folder).isDirectory();
    boolean isDelta = isFolder && files.util().exists(new Path(folder, "_delta_log"));
    return !isDelta && (!isFolder || files.listStatus(folder).hasNext());
  }

  private boolean replaces(Path from, Path to) throws IOException {
    try {
      files.rename(from, to, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false; // as it must be
    }
  }

  private Path create(Path file) throws IOException {
    files.create(file, EnumSet.of(CreateFlag.CREATE)).close();
    return file;
  }

  private interface Trial {
    void in(Path folder) throws IOException;
  }

  private void inScratchFolder(Trial trial) throws IOException {
    Deque<Path> made = missingAncestors();
    Path scratch = new Path(root, ".footfall-doctor-" + UUID.randomUUID());
    try {
      files.mkdir(scratch, FsPermission.getDirDefault(), true);
      trial.in(scratch);
    } finally {
      deleteIfThere(scratch, true);
      for (Path folder : made) {
        deleteIfThere(folder, false);
      }
    }
  }

  // The deepest first.
  private Deque<Path> missingAncestors() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = root; path != null && !files.util().exists(path); path = path.getParent()) {
      missing.addLast(path);
    }
    return missing;
  }

  private void deleteIfThere(Path path, boolean recursive) throws IOException {
    if (files.util().exists(path)) {
      files.delete(path, recursive);
    }
  }
}
