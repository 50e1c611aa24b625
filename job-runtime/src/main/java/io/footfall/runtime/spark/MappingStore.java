package io.footfall.runtime.spark;

import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.hadoop.CheckpointFiles;
import io.footfall.schema.core.config.MappingDocument;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps the mappings that batches began with beside the checkpoint, as {@code
 * footfall/mapping/FIRST_BATCH.json}.
 */
final class MappingStore {
  private static final String FOLDER = "mapping/";
  private static final String SUFFIX = ".json";

  private final CheckpointFiles files;

  MappingStore(String checkpoint, Configuration hadoop) throws IOException {
    this.files = new CheckpointFiles(checkpoint, hadoop);
  }

  /**
   * The history for a run: {@code current} from the first batch not planned yet, and before it, if
   * the last planned batch has to be run again, the mapping which that one began with.
   *
   * @throws io.footfall.schema.core.error.FootfallException when an unfinished batch was begun with
   *     another hash key
   */
  MappingHistory update(CheckpointLog log, MappingSpec current) throws IOException {
    OptionalLong planned = log.lastPlannedBatch();
    long next = planned.orElse(-1) + 1;
    Optional<Long> newest = newestUpTo(next);
    String text = MappingDocument.render(current);
    if (newest.isEmpty() || !read(newest.get()).equals(text)) {
      files.write(FOLDER + next + SUFFIX, text);
    }
    boolean unfinished =
        planned.isPresent() && log.lastFinishedBatch().orElse(-1) < planned.getAsLong();
    Optional<Long> begunWith = unfinished ? newestUpTo(next - 1) : Optional.empty();
    if (begunWith.isEmpty()) {
      return new MappingHistory(Map.of(next, current));
    }
    MappingSpec old = MappingDocument.parse(read(begunWith.get()), current.hashKey());
    return new MappingHistory(Map.of(begunWith.get(), old)).with(next, current);
  }

  private Optional<Long> newestUpTo(long batch) throws IOException {
    return files.list(FOLDER).stream()
        .filter(name -> name.matches("\\d+\\.json"))
        .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
        .filter(first -> first <= batch)
        .max(Long::compare);
  }

  private String read(long first) throws IOException {
    return files.read(FOLDER + first + SUFFIX).orElseThrow();
  }
}
