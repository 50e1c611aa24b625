package io.footfall.runtime.hadoop;

import com.globalmentor.apache.hadoop.fs.NakedLocalFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Local disks for Hadoop's {@code FileSystem} without a process started per file, and without
 * checksum files. A {@link LocalFileSystem}, since Hadoop takes that for granted where it copies
 * local files: Spark's upload of RocksDB's snapshots does.
 */
public final class NoForkLocalFileSystem extends LocalFileSystem {

  /** Called by Hadoop through reflection. */
  public NoForkLocalFileSystem() {
    super(new NakedLocalFileSystem());
    setWriteChecksum(false);
    setVerifyChecksum(false);
  }
}
