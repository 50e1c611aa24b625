package io.footfall.runtime.hadoop;

import com.globalmentor.apache.hadoop.fs.NakedLocalFileSystem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Local disks for Hadoop's {@code FileContext} (Spark's checkpoints, Delta's log) without a process
 * started per file, and with a rename that never overwrites, also between processes: what keeps two
 * drivers from committing one version.
 */
public final class NoForkLocalFs extends DelegateToFileSystem {
  private final NakedLocalFileSystem files;

  /** Called by Hadoop through reflection. */
  public NoForkLocalFs(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    this(uri, hadoop, new NakedLocalFileSystem());
  }

  private NoForkLocalFs(URI uri, Configuration hadoop, NakedLocalFileSystem files)
      throws IOException, URISyntaxException {
    super(uri, files, hadoop, "file", false);
    this.files = files;
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  /** Hadoop's own starts {@code readlink} for each file, and a rename asks for two. */
  @Override
  public FileStatus getFileLinkStatus(Path file) throws IOException {
    return Files.isSymbolicLink(files.toNioPath(file))
        ? super.getFileLinkStatus(file)
        : getFileStatus(file);
  }

  @Override
  public void renameInternal(Path source, Path target) throws IOException {
    java.nio.file.Path from = files.toNioPath(source);
    java.nio.file.Path to = files.toNioPath(target);
    if (Files.isDirectory(from)) {
      Files.move(from, to);
      return;
    }
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw new org.apache.hadoop.fs.FileAlreadyExistsException(target + " exists already");
    } catch (UnsupportedOperationException e) {
      // No hard links on this file system: exclusive among threads of one process only.
      Files.move(from, to);
      return;
    }
    Files.delete(from);
  }
}
