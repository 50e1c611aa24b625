package io.footfall.runtime.spark;

import io.footfall.runtime.hadoop.CheckpointFiles;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * How another process asks a job to end: a file beside the job's checkpoint, which works wherever
 * the checkpoint does. {@code footfall/stop} asks; the job renames it to {@code footfall/stopping}
 * when it has seen it, and removes that when it has ended. One asker, one job.
 */
public final class StopRequest {
  private static final String ASKED = "stop";
  private static final String TAKEN = "stopping";

  private final CheckpointFiles files;

  private StopRequest(CheckpointFiles files) {
    this.files = files;
  }

  /** For the asker. */
  public static StopRequest of(FootfallConfig config, String job) throws IOException {
    Configuration hadoop = new Configuration();
    String prefix = "spark.hadoop.";
    config
        .spark()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                hadoop.set(key.substring(prefix.length()), value);
              }
            });
    return at(JobPlan.checkpoint(config, job), hadoop);
  }

  static StopRequest at(String checkpoint, Configuration hadoop) throws IOException {
    return new StopRequest(new CheckpointFiles(checkpoint, hadoop));
  }

  /** Asks. */
  public void ask() throws IOException {
    files.write(ASKED, "");
  }

  /** Asks no longer; true when no job had seen it. */
  public boolean withdraw() throws IOException {
    return files.delete(ASKED);
  }

  /** True when a job has seen it. */
  public boolean isTaken() throws IOException {
    return files.read(ASKED).isEmpty();
  }

  /** True when the job that saw it has ended. */
  public boolean isDone() throws IOException {
    return isTaken() && files.read(TAKEN).isEmpty();
  }

  /** The job starts: what was asked of an earlier one is over. */
  public void clear() throws IOException {
    files.delete(ASKED);
    files.delete(TAKEN);
  }

  /** The job looks; true once it has been asked. */
  public boolean take() throws IOException {
    return files.rename(ASKED, TAKEN);
  }

  /** The job has ended. */
  public void done() throws IOException {
    files.delete(TAKEN);
  }
}
