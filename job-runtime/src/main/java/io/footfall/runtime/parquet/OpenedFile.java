package io.footfall.runtime.parquet;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file that knows the stream it was opened with: Parquet's writer leaves it open when it fails
 * while closing.
 */
final class OpenedFile implements OutputFile {
  private final OutputFile file;
  private PositionOutputStream stream;

  OpenedFile(Path path, Configuration hadoop) throws IOException {
    this.file = HadoopOutputFile.fromPath(path, hadoop);
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream = file.create(blockSizeHint);
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    stream = file.createOrOverwrite(blockSizeHint);
    return stream;
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  @Override
  public String getPath() {
    return file.getPath();
  }

  /** Closes the stream, if there is one; again does nothing. */
  void closeStream() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
