package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds out by trying whether a folder can be written. Leaves no file behind. */
public final class Writable {

  private Writable() {}

  /**
   * Tries.
   *
   * @throws io.footfall.schema.core.error.FootfallException when it cannot
   */
  public static void check(String folder, Configuration hadoop) {
    Path probe = new Path(folder, ".footfall-probe-" + UUID.randomUUID());
    try {
      FileSystem files = probe.getFileSystem(hadoop);
      files.create(probe, false).close();
      files.delete(probe, false);
    } catch (IOException e) {
      throw RuntimeErrors.unwritable(folder, e);
    }
  }
}
