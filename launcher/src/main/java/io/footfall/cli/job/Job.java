package io.footfall.cli.job;

import io.footfall.bench.spark.Contender;
import io.footfall.cli.context.Versions;
import io.footfall.runtime.spark.Conclusion;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.RunningJob;
import io.footfall.runtime.spark.Supervised;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * A job as the command line knows it. Its module is {@code NAME-job}, and that module's shaded jar
 * is what {@code submit} hands over.
 *
 * @param name also the name of its checkpoint's folder
 * @param writes its tables, for people: {@code sessions and what came too late for one}
 * @param contender the same job for {@code bench latency}; empty for one that reads other jobs'
 *     tables, not the topic
 * @param conclusion said at the end of {@code run --available-now}
 */
public record Job(
    String name,
    String writes,
    Launch launch,
    String mainClass,
    Optional<Contender> contender,
    Conclusion conclusion) {

  /** A job that reads the topic. */
  public static Job ofTopic(
      String name, String writes, Planner planner, String mainClass, Contender contender) {
    Launch launch =
        (place, progress, explained, notices) ->
            SupervisedJob.start(
                () -> {
                  Planned plan =
                      planner.plan(place.spark(), place.config(), place.bootstrapServers().get());
                  explained.accept(plan.explanation());
                  return plan.starter()
                      .start(place.mode(), place.monitor().listener(name, progress));
                },
                SupervisedJob.Environment.real(notices, place.monitor().job(name)));
    return new Job(name, writes, launch, mainClass, Optional.of(contender), Conclusion.NONE);
  }

  /** The same job, which says this at its end. */
  public Job concluding(Conclusion said) {
    return new Job(name, writes, launch, mainClass, contender, said);
  }

  /** Starts the job under supervision. */
  public interface Launch {
    /**
     * Starts.
     *
     * @param progress told of each batch
     * @param explained told where the job begins, before it writes anything; at restarts too
     * @param notices told of failures and restarts, one line each
     */
    Supervised start(
        RunningJobs.Place place,
        JobProgress progress,
        Consumer<String> explained,
        Consumer<String> notices);
  }

  /** Finds out everything that could be wrong, and writes nothing. */
  public interface Planner {
    Planned plan(SparkSession spark, FootfallConfig config, String bootstrapServers);
  }

  /**
   * A job that can be started.
   *
   * @param explanation where it reads from and why, for people
   */
  public record Planned(String explanation, Starter starter) {}

  /** Makes what is not there, and starts the query. */
  public interface Starter {
    RunningJob start(RunMode mode, BatchListener listener);
  }

  /** False for a job that reads what others have written. */
  public boolean readsTopic() {
    return contender.isPresent();
  }

  /**
   * What spark-submit gets; there once the module is packaged.
   *
   * @param home Footfall's root
   */
  public Path jar(Path home) {
    String module = name + "-job";
    return home.resolve(module)
        .resolve("target")
        .resolve("%s-%s-spark.jar".formatted(module, Versions.ofThisBuild().footfall()));
  }
}
