package io.footfall.cli.offsets;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.ResetPlan;
import io.footfall.offsets.core.ResetPlan.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A reset as people and programs read it.
 *
 * @param outcome what was done, or that nothing was
 */
public record ResetReport(ResetPlan plan, boolean executed, List<String> outcome) {
  public ResetReport {
    outcome = List.copyOf(outcome);
  }

  /** Before and after, one row per partition. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("partition"),
            Column.right("log_start"),
            Column.right("before"),
            Column.right("after"),
            Column.right("change"),
            Column.right("log_end"));
    for (Map.Entry<KafkaPartition, Move> each : plan.moves().entrySet()) {
      Move move = each.getValue();
      rows =
          rows.with(
              each.getKey().toString(),
              move.held().from(),
              move.before().orElse(null),
              move.after(),
              move.distance(),
              move.held().until());
    }
    return rows;
  }

  /** What it means, and the outcome. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(meaning());
    lines.addAll(outcome);
    return lines;
  }

  private String meaning() {
    if (plan.beginsEpoch()) {
      return "begins source epoch %d: rows of epoch %d stay as they are, rows read again carry the new epoch"
          .formatted(plan.epochAfter(), plan.epochBefore());
    }
    if (!plan.losses().isEmpty()) {
      return "passes over "
          + losses(plan)
          + ": listed in accepted_losses, and never read by this job";
    }
    return plan.isNothing() ? "nothing changes" : "no offset is passed over or read again";
  }

  /** The ranges passed over, for people. */
  static String losses(ResetPlan plan) {
    long records = plan.losses().values().stream().mapToLong(OffsetRange::size).sum();
    return "%,d offsets (%s)"
        .formatted(
            records,
            plan.losses().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")));
  }

  /** The last line. */
  public String summary() {
    return outcome.get(outcome.size() - 1);
  }

  /** The whole as one object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("executed", executed);
    json.put("source_epoch_before", plan.epochBefore());
    json.put("source_epoch_after", plan.epochAfter());
    json.put("partitions", rows().asMaps());
    json.put("outcome", lines());
    return json;
  }
}
