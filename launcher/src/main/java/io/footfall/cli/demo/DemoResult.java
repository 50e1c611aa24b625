package io.footfall.cli.demo;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.generator.kafka.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All sections of one demo.
 *
 * @param sections at least one
 */
public record DemoResult(SendResult run, List<SectionResult> sections, String warehouse) {

  public DemoResult {
    sections = List.copyOf(sections);
  }

  /** What differs from the truth, each as one line; nothing when all is as it should be. */
  public List<String> differences() {
    List<String> all = new ArrayList<>();
    for (SectionResult section : sections) {
      section.differences().forEach(line -> all.add(section.name() + ": " + line));
    }
    return all;
  }

  public boolean holds() {
    return differences().isEmpty();
  }

  /** For programs that take rows: all sections in one table. */
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("section"),
            Column.left("what"),
            Column.right("sent"),
            Column.right("in tables"),
            Column.left("verdict"));
    for (SectionResult section : sections) {
      for (SectionResult.Line line : section.lines()) {
        rows = rows.with(section.name(), line.what(), line.sent(), line.found(), line.verdict());
      }
    }
    return rows;
  }

  /** For programs: the first section's facts on top, each other's under its name. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(sections.get(0).json());
    sections.stream().skip(1).forEach(section -> json.put(section.name(), section.json()));
    json.put("differences", differences());
    json.put("warehouse", warehouse);
    return json;
  }

  /** The last line. */
  public String summary() {
    return "demo: %s: %s"
        .formatted(
            sections.stream().map(SectionResult::summary).collect(Collectors.joining("; ")),
            holds() ? "equal to the truth" : "DIFFERS");
  }
}
