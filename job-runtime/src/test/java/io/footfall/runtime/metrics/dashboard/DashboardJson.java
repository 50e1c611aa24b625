package io.footfall.runtime.metrics.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.runtime.metrics.dashboard.Panel.Look;
import io.footfall.runtime.metrics.dashboard.Panel.Query;
import java.util.List;
import java.util.Locale;

/** A dashboard in Grafana's format. */
final class DashboardJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCHEMA = 39;
  private static final int WIDTH = 24;
  private static final int STAT_HEIGHT = 4;
  private static final int HEIGHT = 8;

  private int nextId = 1;
  private int x;
  private int y;

  private DashboardJson() {}

  static String of(String name, String title, List<Panel> panels) {
    ObjectNode board = JSON.createObjectNode();
    board.put("uid", "footfall-" + name);
    board.put("title", title);
    board.putArray("tags").add("footfall");
    board.put("schemaVersion", SCHEMA);
    board.put("editable", false);
    board.put("graphTooltip", 1);
    board.put("refresh", "5s");
    board.put("timezone", "browser");
    board.putObject("time").put("from", "now-30m").put("to", "now");
    variables(board.putObject("templating").putArray("list"));
    DashboardJson layout = new DashboardJson();
    ArrayNode all = board.putArray("panels");
    panels.forEach(panel -> layout.add(panel, all.addObject(), stats(panels)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(board) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int stats(List<Panel> panels) {
    return (int) panels.stream().filter(panel -> panel.look() == Look.STAT).count();
  }

  private static void variables(ArrayNode list) {
    list.addObject()
        .put("name", "datasource")
        .put("label", "Data source")
        .put("type", "datasource")
        .put("query", "prometheus");
    variable(list, "pipeline", "Pipeline", "label_values(footfall_job_running, pipeline)");
    variable(
        list,
        "job",
        "Job",
        "label_values(footfall_job_running{pipeline=~\"$pipeline\"}, job_name)");
    variable(
        list,
        "instance",
        "Instance",
        "label_values(footfall_job_running{pipeline=~\"$pipeline\"}, instance)");
  }

  private static void variable(ArrayNode list, String name, String label, String query) {
    ObjectNode variable = list.addObject();
    variable.put("name", name).put("label", label).put("type", "query").put("query", query);
    source(variable);
    variable.put("refresh", 2).put("multi", true).put("includeAll", true).put("allValue", ".*");
    variable.putObject("current").put("text", "All").put("value", "$__all");
  }

  private static void source(ObjectNode of) {
    of.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
  }

  private void add(Panel panel, ObjectNode json, int stats) {
    json.put("id", nextId++);
    json.put("type", panel.look().name().toLowerCase(Locale.ROOT));
    json.put("title", panel.title());
    json.put("description", panel.description());
    source(json);
    boolean stat = panel.look() == Look.STAT;
    place(json, stat ? WIDTH / stats : WIDTH / 2, stat ? STAT_HEIGHT : HEIGHT);
    ObjectNode config = json.putObject("fieldConfig");
    ObjectNode defaults = config.putObject("defaults");
    defaults.put("unit", panel.unit());
    defaults.put("min", 0);
    if (!Double.isNaN(panel.limit())) {
      limit(defaults, panel.limit());
    }
    config.putArray("overrides");
    ArrayNode targets = json.putArray("targets");
    char id = 'A';
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      source(target);
      target.put("refId", String.valueOf(id++));
      target.put("expr", query.expression());
      target.put("legendFormat", query.legend());
    }
  }

  private static void limit(ObjectNode defaults, double value) {
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    steps.addObject().put("color", "green").putNull("value");
    steps.addObject().put("color", "red").put("value", value);
    defaults.putObject("custom").putObject("thresholdsStyle").put("mode", "line");
  }

  private void place(ObjectNode json, int width, int height) {
    if (x + width > WIDTH) {
      x = 0;
      y += HEIGHT;
    }
    json.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    x += width;
  }
}
