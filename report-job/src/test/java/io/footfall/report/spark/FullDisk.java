package io.footfall.report.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** A local disk that may be full. */
public final class FullDisk extends RawLocalFileSystem {
  static final String SCHEME = "fulldisk";

  private static volatile boolean full;

  /** No file can be made while it runs. */
  static void during(Runnable work) {
    full = true;
    try {
      work.run();
    } finally {
      full = false;
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }
}
