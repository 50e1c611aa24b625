package io.footfall.runtime.spark;

import io.footfall.runtime.core.RuntimeErrors;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds out by trying whether a folder can be written, or made where it is not there yet. Leaves
 * nothing behind.
 */
public final class Writable {

  private Writable() {}

  /**
   * Tries.
   *
   * @throws io.footfall.schema.core.error.FootfallException when it cannot
   */
  public static void check(String folder, Configuration hadoop) {
    try {
      Path there = new Path(folder);
      FileSystem files = there.getFileSystem(hadoop);
      while (!files.exists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      Path probe = new Path(there, ".footfall-probe-" + UUID.randomUUID());
      files.create(probe, false).close();
      files.delete(probe, false);
    } catch (IOException e) {
      throw RuntimeErrors.unwritable(folder, e);
    }
  }
}
