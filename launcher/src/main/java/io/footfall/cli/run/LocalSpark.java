package io.footfall.cli.run;

import io.footfall.cli.context.Invocation;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.config.ConfigWarnings;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Spark inside this process. */
public final class LocalSpark implements AutoCloseable {
  public static final String ALL_CORES = "local[*]";

  private final SparkSession session;

  private LocalSpark(SparkSession session) {
    this.session = session;
  }

  /**
   * Starts, saying so where the file's master does not count.
   *
   * @param master from the command line; {@link #ALL_CORES} when it named none
   */
  public static LocalSpark open(
      FootfallConfig config, Optional<String> master, Invocation invocation) {
    String chosen = master.orElse(ALL_CORES);
    String configured = config.spark().get("spark.master");
    if (configured != null && !configured.equals(chosen)) {
      invocation.say(
          "footfall: runs with --master %s; spark.master = %s counts for `footfall submit` only"
              .formatted(chosen, configured));
    }
    ConfigWarnings.forMaster(config, chosen, Runtime.getRuntime().availableProcessors())
        .forEach(warning -> invocation.say("footfall: warning: " + warning));
    return new LocalSpark(
        Sessions.open("footfall-" + config.pipeline(), config.spark(), Optional.of(chosen)));
  }

  public SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    session.stop();
  }
}
