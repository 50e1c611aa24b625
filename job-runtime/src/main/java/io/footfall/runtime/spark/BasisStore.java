package io.footfall.runtime.spark;

import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.VerdictBasis;
import io.footfall.runtime.hadoop.CheckpointFiles;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps what records were read with beside the tables, as {@code WAREHOUSE/.mappings/FINGERPRINT}:
 * the commits name the fingerprint, and the checkpoint with its own copy may be lost.
 */
public final class BasisStore {
  private static final String FOLDER = ".mappings";

  private final JobPlan plan;
  private final Path folder;
  private final CheckpointFiles files;

  private BasisStore(JobPlan plan, Configuration hadoop) throws IOException {
    this.plan = plan;
    this.folder = new Path(plan.config().warehouse(), FOLDER);
    this.files = new CheckpointFiles(folder, hadoop);
  }

  /**
   * Keeps the current basis, and finds the one of a batch that a crash has left in some tables
   * only.
   *
   * @param history by batch number
   * @param committer with the tables open
   * @return {@code history}, with the mapping of such a batch
   * @throws io.footfall.schema.core.error.FootfallException when that batch cannot be finished as
   *     it was begun: its mapping or hash key is gone, or it was read by another codec
   */
  public static MappingHistory complete(
      SparkSession spark, JobPlan plan, MappingHistory history, BatchCommitter committer) {
    try {
      BasisStore store = new BasisStore(plan, spark.sessionState().newHadoopConf());
      VerdictBasis basis = VerdictBasis.of(plan.config().mapping());
      // All jobs of a warehouse that begin with this mapping do so, maybe at the same time.
      store.files.writeOnce(name(basis.fingerprint()), basis.render());
      OptionalLong unfinished = committer.unfinishedBasis();
      return unfinished.isPresent()
          ? history.finishing(
              committer.authority(), store.mapping(unfinished.getAsLong(), committer.authority()))
          : history;
    } catch (IOException e) {
      throw RuntimeErrors.storage(plan.config().warehouse() + "/" + FOLDER, e);
    }
  }

  private MappingSpec mapping(long fingerprint, String authority) throws IOException {
    String file = new Path(folder, name(fingerprint)).toString();
    String text =
        files
            .read(name(fingerprint))
            .orElseThrow(() -> RuntimeErrors.unfinishedByUnknownMapping(authority, file));
    return VerdictBasis.parse(file, text, plan.config().mapping().hashKey()).mapping();
  }

  private static String name(long fingerprint) {
    return "%016x".formatted(fingerprint);
  }
}
