package io.footfall.runtime.spark;

import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What a job says at the end of a run that has read what the topic held. */
@FunctionalInterface
public interface Conclusion {
  Conclusion NONE = (spark, config) -> Optional.empty();

  /** One line for people, from the job's tables; empty when there is nothing to say. */
  Optional<String> of(SparkSession spark, FootfallConfig config);
}
