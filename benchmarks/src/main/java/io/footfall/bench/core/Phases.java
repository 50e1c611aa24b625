package io.footfall.bench.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of batches goes, by query and by phase. The phases of a query's thread add up to
 * {@code triggerExecution}; those of the state, with {@code state.} before them, are summed over
 * the tasks of a batch, which run side by side inside {@code addBatch}. What is no time (rows) says
 * so in its name, and so does what is no millisecond (micros): {@code publishMicros}, a part of
 * {@code addBatch}, is what the publishing of offsets costs a batch.
 */
public final class Phases {
  /** In the order in which a batch goes through them; others follow by name. */
  private static final List<String> ORDER =
      List.of(
          "triggerExecution",
          "latestOffset",
          "getBatch",
          "queryPlanning",
          "walCommit",
          "addBatch",
          "commitOffsets",
          "publishMicros",
          "inputRows");

  private Phases() {}

  /** The batches of one query, in one phase. */
  public record Phase(String query, String name, Latencies.Summary values) {

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("query", query);
      json.put("phase", name);
      json.put("batches", values.records());
      json.put("p50", values.p50());
      json.put("p99", values.p99());
      json.put("max", values.max());
      return json;
    }
  }

  /** A line for each query and each phase that any of its batches has. */
  public static List<Phase> of(List<BatchTime> batches) {
    Map<String, Map<String, Latencies>> byQuery = new TreeMap<>();
    for (BatchTime batch : batches) {
      Map<String, Latencies> phases =
          byQuery.computeIfAbsent(batch.query(), query -> new TreeMap<>(order()));
      batch
          .phases()
          .forEach(
              (name, value) -> phases.computeIfAbsent(name, n -> new Latencies()).add(value, 1));
    }
    List<Phase> lines = new ArrayList<>();
    byQuery.forEach(
        (query, phases) ->
            phases.forEach((name, values) -> lines.add(new Phase(query, name, values.summary()))));
    return lines;
  }

  private static Comparator<String> order() {
    return Comparator.comparingInt(
            (String name) -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
        .thenComparing(Comparator.naturalOrder());
  }
}
