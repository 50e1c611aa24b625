package io.footfall.cli.offsets;

import io.footfall.cli.context.CliErrors;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetCsv;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.ResetTarget;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.OffsetReset;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.OffsetsConfig.Target;
import io.footfall.schema.core.error.FootfallException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Plans and executes resets of one job.
 *
 * @param reason for people, in {@code accepted_losses}
 */
public record Resets(OffsetLooks looks, Clock clock, String reason) {

  /** Where to, as far as it does not depend on the topic. */
  public interface Wish {
    ResetTarget target(Resets resets);
  }

  /** A target by time of the records. */
  public ResetTarget at(Instant time) {
    return ResetTarget.toTime(looks.topic().offsetsAt(looks.config().kafka().topic(), time));
  }

  /** A target by a file's lines. */
  public ResetTarget file(String name, String text) {
    SortedMap<KafkaPartition, Long> offsets = OffsetCsv.read(name, text);
    OffsetCsv.requireOf(
        name, offsets, looks.topic().ranges(looks.config().kafka().topic()).keySet());
    return ResetTarget.fromFile(offsets);
  }

  /**
   * In the job's own warehouse.
   *
   * @param execute false: plans only
   * @param acceptLoss false: refuses to pass over offsets
   */
  public ResetReport here(Wish wish, boolean execute, boolean acceptLoss) {
    OffsetFacts facts = looks.look();
    RecordedOffsets recorded = facts.table().offsets();
    looks.requireRecorded(facts);
    ResetPlan plan = ResetPlan.of(wish.target(this), recorded, facts.isSameTopic(), facts.held());
    if (plan.beginsEpoch() && facts.isSameTopic() && !looks.tables().byEpoch()) {
      throw CliErrors.rewindNeedsWarehouse(looks.tables().job());
    }
    if (!execute) {
      return new ResetReport(plan, false, List.of("nothing was done: give --execute to do it"));
    }
    if (!plan.losses().isEmpty() && !acceptLoss) {
      throw CliErrors.lossNotAccepted(ResetReport.losses(plan));
    }
    List<String> outcome = new ArrayList<>();
    Optional<String> aside =
        reset(looks.config()).execute(plan, recorded, facts.identity(), reason);
    aside.ifPresent(folder -> outcome.add("the checkpoint is put aside: " + folder));
    publish(plan.after(), outcome);
    outcome.add("done: the next start of %s reads from there".formatted(looks.tables().job()));
    return new ResetReport(plan, true, outcome);
  }

  /**
   * In another warehouse, which must not have the job's tables; the job's own stays as it is.
   *
   * @param elsewhere the configuration with the other warehouse
   */
  public ResetReport into(FootfallConfig elsewhere, Wish wish, boolean execute) {
    OffsetFacts facts = looks.look();
    ResetPlan moved =
        ResetPlan.of(wish.target(this), facts.table().offsets(), facts.isSameTopic(), facts.held());
    ResetPlan plan =
        ResetPlan.of(
            ResetTarget.fromFile(moved.after().ends()),
            RecordedOffsets.none(JobPlan.SOURCE_EPOCH),
            true,
            facts.held());
    if (!JobPlan.look(looks.spark(), elsewhere, looks.tables().job(), looks.tables().authority())
        .offsets()
        .partitions()
        .isEmpty()) {
      throw CliErrors.warehouseInUse(elsewhere.warehouse(), looks.tables().authority().name());
    }
    if (!execute) {
      return new ResetReport(plan, false, List.of("nothing was done: give --execute to do it"));
    }
    reset(elsewhere).begin(plan, facts.identity());
    return new ResetReport(
        plan,
        true,
        List.of(
            "done: run %s with footfall.warehouse = %s and a spark.checkpoint.dir of its own"
                .formatted(looks.tables().job(), elsewhere.warehouse())));
  }

  private OffsetReset reset(FootfallConfig config) {
    return new OffsetReset(
        looks.spark(),
        config,
        looks.tables().job(),
        looks.tables().authority(),
        looks.tables().followers(),
        clock);
  }

  /** The copies would be ahead of the table otherwise, until the job starts. */
  private void publish(Position position, List<String> outcome) {
    for (Target target : looks.config().offsets().targets()) {
      try (OffsetStore store =
          OffsetStores.open(
              target, looks.config(), looks.tables().job(), looks.bootstrapServers())) {
        store.write(position);
        outcome.add("published to " + store.describe());
      } catch (FootfallException e) {
        outcome.add("not published: " + e.problem());
      }
    }
  }
}
