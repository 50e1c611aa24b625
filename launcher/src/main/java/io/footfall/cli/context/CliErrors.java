package io.footfall.cli.context;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The errors of the command line itself. */
public final class CliErrors {

  private CliErrors() {}

  public static FootfallException noConfigFile(Path file) {
    return user(
        "--config: there is no readable file %s".formatted(file),
        "Give the path of an application.conf, or leave --config out to use the defaults");
  }

  public static FootfallException noDataDir(Path dir) {
    return user(
        "--data-dir: there is no footfall.conf in %s".formatted(dir),
        "Give a folder that `footfall demo` or `footfall run` left behind, or use --config FILE");
  }

  public static FootfallException dataDirOptionNotLocal(Path given) {
    return user(
        "--data-dir: %s is no folder of this machine".formatted(given),
        "Name a local folder; or give --set footfall.data-dir=URI, and kafka.bootstrap.servers");
  }

  public static FootfallException dataDirNotLocal(String dataDir, String purpose) {
    return user(
        "footfall.data-dir is %s, but %s needs a folder of this machine"
            .formatted(dataDir, purpose),
        "Name a local folder; the tables can still lie elsewhere, with footfall.warehouse and"
            + " spark.checkpoint.dir, and kafka.bootstrap.servers names a broker that runs already");
  }

  public static FootfallException secretInArguments(String key) {
    return user(
        "%s looks like a secret, and every user of a machine can read arguments".formatted(key),
        "Put it into a file and give that with --properties-file or --config");
  }

  public static FootfallException notAKeyValue(String option, String argument) {
    return user(
        "%s %s is not of the form KEY=VALUE".formatted(option, argument),
        "Write for example %s spark.executor.memory=4g".formatted(option));
  }

  public static FootfallException needsSparkInstallation(String master) {
    return user(
        "--master %s needs a Spark installation, and SPARK_HOME names none".formatted(master),
        "Set SPARK_HOME to a Spark 3.5 with support for that cluster, or use --master local[*]");
  }

  public static FootfallException noSparkSubmit(Path script) {
    return user(
        "SPARK_HOME is set, but %s cannot be executed".formatted(script),
        "Set SPARK_HOME to a Spark 3.5 installation, or unset it to use Footfall's own Spark jars");
  }

  public static FootfallException notBuilt(Path missing) {
    return user(
        "%s is not there".formatted(missing),
        "Start through ./footfall in Footfall's root, which builds what is missing");
  }

  public static FootfallException homeUnknown() {
    return user(
        "Footfall's root folder is not known", "Start through ./footfall in Footfall's root");
  }

  public static FootfallException noSuchJob(String given, String jobs) {
    return user(
        "there is no job \"%s\"".formatted(given),
        "Write all, or one or more of these with commas between: %s".formatted(jobs));
  }

  public static FootfallException noSuchFault(String given, String faults, String jobs) {
    return user(
        "--only: no fault of this run is called %s".formatted(given),
        "Write one or more of %s; with a job (%s) and a slash before it for that job's only"
            .formatted(faults, jobs));
  }

  public static FootfallException noJobAnswers(String which, String pipeline, String checkpoints) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "no running %s of pipeline %s answers in %s".formatted(which, pipeline, checkpoints),
        "If one runs, give the --config or --data-dir that it was started with");
  }

  public static FootfallException stillStopping(String jobs, long seconds) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "asked to stop and not ended within %d s: %s".formatted(seconds, jobs),
        "Give it time with --timeout, or end its process: the next start goes on without loss");
  }

  public static FootfallException checkpointsUnusable(String folder, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "%s cannot be read or written (%s)".formatted(folder, reason(cause)),
        "Check spark.checkpoint.dir and the permissions of this user",
        cause);
  }

  public static FootfallException badCount(String option, long given, long least) {
    return user(
        "%s %d is less than %d".formatted(option, given, least),
        "Write %s %d or more".formatted(option, least));
  }

  public static FootfallException noBrokerToLookAt(String dataDir) {
    return user(
        "kafka.bootstrap.servers is not set, and %s holds no embedded Kafka".formatted(dataDir),
        "Name the brokers, or give the --data-dir of a demo or a local run");
  }

  public static FootfallException unknownJob(String job, String jobs) {
    return user("--job: there is no job " + job, "Name one of " + jobs);
  }

  public static FootfallException nothingRecorded(String job, String table) {
    return user(
        "job %s has recorded no offsets in %s".formatted(job, table),
        "Correct --config, --data-dir or footfall.pipeline, or run the job first");
  }

  public static FootfallException lossNotAccepted(String losses) {
    return user(
        "the reset passes over offsets that were never read: " + losses,
        "Give --accept-loss to have them listed in accepted_losses, so that the audit adds up");
  }

  public static FootfallException rewindNeedsWarehouse(String job) {
    return user(
        "what %s has written cannot be counted again beside what is there".formatted(job),
        "Give --to-warehouse DIR: a job with footfall.warehouse = DIR begins there");
  }

  public static FootfallException unreadableOffsets(Path file, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s cannot be read (%s)".formatted(file, reason(cause)),
        "Name a readable file of lines topic,partition,offset",
        cause);
  }

  public static FootfallException badTime(String option, String given, String example) {
    return user("%s %s is not understood".formatted(option, given), "Write " + example);
  }

  public static FootfallException warehouseInUse(String warehouse, String table) {
    return user(
        "--to-warehouse: %s has a table %s of this pipeline already".formatted(warehouse, table),
        "Name a folder that is not there yet");
  }

  public static FootfallException chaosFolderInUse(Path dir) {
    return user(
        "--data-dir: %s is not empty".formatted(dir),
        "Name a folder that is not there yet, or leave --data-dir out to use a temporary one");
  }

  public static FootfallException generatorEnded(Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the generator ended before the faults did (%s)".formatted(reason(cause)),
        "Look into the broker's kafka.log in the run's folder",
        cause);
  }

  public static FootfallException driverFailed(String how, Path log) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the driver that was to catch up has failed (%s)".formatted(how),
        "Read the end of its log, " + log,
        null);
  }

  public static FootfallException generateNeedsBroker() {
    return user(
        "kafka.bootstrap.servers is not set, and generate starts no broker",
        "Start one with `footfall kafka`, then give --set kafka.bootstrap.servers=HOST:PORT");
  }

  public static FootfallException nothingToAudit(String warehouse, String pipeline) {
    return user(
        "no table in %s has offsets of pipeline %s".formatted(warehouse, pipeline),
        "Correct --config, --data-dir, footfall.warehouse or footfall.pipeline, or run ingest first");
  }

  public static FootfallException nothingToReport(String warehouse, String job) {
    return user(
        "there is nothing to report on in %s yet".formatted(warehouse),
        "Correct --config, --data-dir or footfall.warehouse, or run %s first".formatted(job));
  }

  public static FootfallException nothingToReconcile(String warehouse) {
    return user(
        "there is nothing to reconcile in %s yet".formatted(warehouse),
        "Correct --config, --data-dir or footfall.warehouse, or run session, funnel and ingest"
            + " first");
  }

  public static FootfallException exportNeedsTable(String format, String tables) {
    return user(
        "--format %s needs a table".formatted(format), "Give --table with one of these: " + tables);
  }

  public static FootfallException exportOfNoTable(String table) {
    return user(
        "--format html is a page and not the table " + table,
        "Add --format csv or --format parquet, or leave --table out");
  }

  public static FootfallException alreadyThere(Path path) {
    return user("--to: %s is there already".formatted(path), "Name a folder that is not there yet");
  }

  public static FootfallException badMoment(String option, String text) {
    return user(
        "%s %s is no time".formatted(option, text),
        "Write for example %s 2026-03-01, %s 2026-03-01T10:00Z or %s 2h"
            .formatted(option, option, option));
  }

  public static FootfallException emptyRange(String since, String until) {
    return user(
        "--since %s is not before --until %s".formatted(since, until),
        "Give an earlier --since or a later --until");
  }

  public static FootfallException sinceTheFuture(String since, Instant now) {
    return user(
        "--since %s is in the future; it is %s"
            .formatted(since, now.truncatedTo(ChronoUnit.SECONDS)),
        "Give an earlier time; without an offset it is read in footfall.report.zone");
  }

  public static FootfallException badRecord(String record) {
    return user(
        "%s is not of the form TOPIC-PARTITION-OFFSET".formatted(record),
        "Write for example user_behavior-0-42, as `footfall quarantine list` does");
  }

  public static FootfallException notInQuarantine(String record) {
    return user(
        "record %s is not in quarantine".formatted(record),
        "See `footfall quarantine list` for those that are");
  }

  public static FootfallException unwritableFile(Path file, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s cannot be written (%s)".formatted(file, reason(cause)),
        "Create its folder and give this user write permission, or name another file",
        cause);
  }

  public static FootfallException unreadableFile(Path file, Throwable cause) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s cannot be read (%s)".formatted(file, reason(cause)),
        "Give this user permission to read it, or name another folder with --data-dir",
        cause);
  }

  public static FootfallException notCaughtUp(long seconds, String warehouse) {
    return new FootfallException(
        ErrorCategory.RESOURCE,
        "%d s after the last record the tables in %s do not hold all of them"
            .formatted(seconds, warehouse),
        "Give a lower --rate or fewer --events, or more memory in FOOTFALL_JAVA_OPTS");
  }

  public static FootfallException badTopic(String argument) {
    return user(
        "--topic %s is not of the form NAME:PARTITIONS".formatted(argument),
        "Write for example --topic events:4; names are of letters, digits, '.', '_' and '-'");
  }

  public static FootfallException topicNotCreated(String topic, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "topic %s could not be created: %s".formatted(topic, reason(cause)),
        "See the broker's log, and mend what it names",
        cause);
  }

  public static FootfallException brokerEnded(Path log) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "the broker ended by itself",
        "Read the end of its log, %s, and start again".formatted(log),
        null);
  }

  /** The innermost message, or the kind of error where there is none. */
  public static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  private static FootfallException user(String problem, String remedy) {
    return new FootfallException(ErrorCategory.USER, problem, remedy);
  }
}
