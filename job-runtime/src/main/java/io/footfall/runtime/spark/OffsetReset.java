package io.footfall.runtime.spark;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.runtime.core.VerdictBasis;
import io.footfall.runtime.delta.AcceptedLosses;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Executes a {@link ResetPlan} on the tables of one job. First the checkpoint is put aside, then
 * losses are listed, then the authority moves: broken off at any point, the job goes on from where
 * it was, or the reset is done again, and no offset is lost or doubled.
 *
 * @param followers the job's other tables
 */
public record OffsetReset(
    SparkSession spark,
    FootfallConfig config,
    String job,
    TableLayout authority,
    List<TableLayout> followers,
    Clock clock) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Executes.
   *
   * @param recorded what the authority had recorded when the plan was made
   * @param reason for people, in {@code accepted_losses}
   * @return where the checkpoint is now; empty when there was none
   * @throws io.footfall.schema.core.error.FootfallException when a crash has left a batch in some
   *     tables only, or when the authority was moved meanwhile
   */
  public Optional<String> execute(
      ResetPlan plan, RecordedOffsets recorded, TopicIdentity identity, String reason) {
    requireWholeBatches(recorded);
    Optional<String> aside = putCheckpointAside();
    move(plan, recorded, identity, reason);
    return aside;
  }

  /** As {@link #execute}, for a warehouse without this job's tables; leaves checkpoints alone. */
  public void begin(ResetPlan plan, TopicIdentity identity) {
    move(plan, RecordedOffsets.none(plan.epochBefore()), identity, "");
  }

  private void move(
      ResetPlan plan, RecordedOffsets recorded, TopicIdentity identity, String reason) {
    if (plan.advance().isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Batch batch =
        new Batch(
            "reset",
            now.toEpochMilli(),
            plan.advance(),
            VerdictBasis.of(config.mapping()).fingerprint());
    if (!plan.losses().isEmpty()) {
      new AcceptedLosses(spark, config.warehouse(), ids(Tables.ACCEPTED_LOSSES))
          .add(plan.epochAfter(), plan.losses(), batch, reason, now);
    }
    DeltaTableSink sink =
        DeltaTableSink.open(
            spark, config.warehouse(), authority, ids(authority), plan.epochAfter());
    sink.identify(identity);
    sink.move(batch, plan.advance(), recorded);
  }

  /** A batch half done would be counted in one table and as lost in another. */
  private void requireWholeBatches(RecordedOffsets recorded) {
    for (TableLayout follower : followers) {
      DeltaTableSink.recordedIn(
              spark, config.warehouse(), follower, ids(follower), recorded.sourceEpoch())
          .filter(offsets -> offsets.isAheadOf(recorded))
          .ifPresent(
              offsets -> {
                throw RuntimeErrors.batchHalfDone(follower.name(), authority.name());
              });
    }
  }

  private Optional<String> putCheckpointAside() {
    Path checkpoint = new Path(JobPlan.checkpoint(config, job));
    Path aside = checkpoint.suffix(".before-" + STAMP.format(clock.instant()));
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      FileSystem files = checkpoint.getFileSystem(hadoop);
      if (!files.exists(checkpoint)) {
        return Optional.empty();
      }
      if (!files.rename(checkpoint, aside)) {
        throw RuntimeErrors.unwritable(aside.toString(), new IOException("rename failed"));
      }
      return Optional.of(aside.toString());
    } catch (IOException e) {
      throw RuntimeErrors.storage(checkpoint.toString(), e);
    }
  }

  private TxnIds ids(TableLayout table) {
    return new TxnIds(config.pipeline(), job, table.name());
  }
}
