package io.footfall.runtime.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** A local disk that may be full, may refuse to delete, and counts the streams that are open. */
public final class FullDisk extends RawLocalFileSystem {
  static final String SCHEME = "fulldisk";

  private static final Set<OutputStream> OPEN = new HashSet<>();
  private static boolean full;
  private static String undeletable = "nothing";

  /** Settings under which {@code fulldisk:/...} is this disk, with space. */
  static Configuration hadoop() {
    full = false;
    undeletable = "nothing";
    OPEN.clear();
    Configuration hadoop = new Configuration(false);
    hadoop.setClass("fs." + SCHEME + ".impl", FullDisk.class, FileSystem.class);
    return hadoop;
  }

  static void fill() {
    full = true;
  }

  /** Files whose path holds {@code text} stay. */
  static void refuseToDelete(String text) {
    undeletable = text;
  }

  static int openStreams() {
    return OPEN.size();
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
    OutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    OPEN.add(out);
    return new FSDataOutputStream(new Stream(out), null);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    if (file.toString().contains(undeletable)) {
      throw new IOException("not permitted: " + file);
    }
    return super.delete(file, recursive);
  }

  private static final class Stream extends OutputStream {
    private final OutputStream out;

    Stream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      OPEN.remove(out);
      out.close();
    }
  }
}
