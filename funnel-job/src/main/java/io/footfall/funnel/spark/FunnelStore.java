package io.footfall.funnel.spark;

import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.hadoop.CheckpointFiles;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Keeps the definitions beside the tables, as {@code WAREHOUSE/.funnels/PIPELINE}: the checkpoint
 * may be lost, and the rows that they explain stay.
 */
public final class FunnelStore {
  private static final String FOLDER = ".funnels";

  private final Path folder;
  private final String pipeline;
  private final Configuration hadoop;

  public FunnelStore(String warehouse, String pipeline, Configuration hadoop) {
    this.folder = new Path(warehouse, FOLDER);
    this.pipeline = pipeline;
    this.hadoop = hadoop;
  }

  /** Empty where the job has never run. */
  public FunnelHistory read() {
    try {
      return new CheckpointFiles(folder, hadoop)
          .read(pipeline)
          .map(text -> FunnelHistory.parse(new Path(folder, pipeline).toString(), text))
          .orElse(FunnelHistory.empty());
    } catch (IOException e) {
      throw RuntimeErrors.storage(folder.toString(), e);
    }
  }

  /** Replaces what was kept. */
  public void write(FunnelHistory history) {
    try {
      new CheckpointFiles(folder, hadoop).write(pipeline, history.render());
    } catch (IOException e) {
      throw RuntimeErrors.storage(folder.toString(), e);
    }
  }
}
