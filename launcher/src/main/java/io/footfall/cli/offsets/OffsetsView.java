package io.footfall.cli.offsets;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link OffsetFacts} as people and programs read them. */
public record OffsetsView(OffsetFacts facts, OffsetFacts since) {

  /** Every difference counts. */
  public static OffsetsView of(OffsetFacts facts) {
    return new OffsetsView(facts, facts);
  }

  public boolean agree() {
    return facts.agreeSince(since);
  }

  /** One row per partition. */
  public Rows rows() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("partition"));
    columns.add(Column.right("log_start"));
    columns.add(Column.right("checkpoint_finished"));
    columns.add(Column.right("checkpoint_planned"));
    columns.add(Column.right("table"));
    facts.targets().forEach(target -> columns.add(Column.right(target)));
    columns.add(Column.right("log_end"));
    columns.add(Column.left("verdict"));
    List<List<Object>> rows = new ArrayList<>();
    facts.partitions().forEach((partition, standing) -> rows.add(row(partition, standing)));
    return new Rows(columns, rows);
  }

  private List<Object> row(KafkaPartition partition, Standing standing) {
    List<Object> row = new ArrayList<>();
    row.add(partition.toString());
    row.add(standing.held().map(OffsetRange::from).orElse(null));
    row.add(standing.finished().orElse(null));
    row.add(standing.planned().orElse(null));
    row.add(standing.recorded().orElse(null));
    standing.published().forEach(copy -> row.add(copy.offset().orElse(null)));
    row.add(standing.held().map(OffsetRange::until).orElse(null));
    List<String> disagreements = disagreements(partition, standing);
    row.add(disagreements.isEmpty() ? "agree" : String.join("; ", disagreements));
    return row;
  }

  private List<String> disagreements(KafkaPartition partition, Standing standing) {
    return standing.disagreementsSince(since.partitions().getOrDefault(partition, standing));
  }

  /** What is wrong with all of it, and the summary last. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    facts.problems().forEach(problem -> lines.add("problem: " + problem));
    lines.add(summary());
    return lines;
  }

  /** The last line. */
  public String summary() {
    long wrong =
        facts.partitions().entrySet().stream()
            .filter(each -> !disagreements(each.getKey(), each.getValue()).isEmpty())
            .count();
    return "offsets: %s, source epoch %d, partitions: %d, disagreeing: %d, problems: %d: %s"
        .formatted(
            facts.identity().describe(),
            facts.table().sourceEpoch(),
            facts.partitions().size(),
            wrong,
            facts.problems().size(),
            agree() ? "agree" : "DISAGREE");
  }

  /** The whole as one object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("agree", agree());
    json.put("topic", facts.identity().topic());
    json.put("topic_id", facts.identity().topicId());
    json.put("cluster_id", facts.identity().clusterId());
    json.put("source_epoch", facts.table().sourceEpoch());
    json.put("partitions", rows().asMaps());
    json.put("problems", facts.problems());
    return json;
  }
}
