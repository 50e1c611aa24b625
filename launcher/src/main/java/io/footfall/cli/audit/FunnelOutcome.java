package io.footfall.cli.audit;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.funnel.spark.FunnelAudit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The funnel audit as people and programs read it. */
record FunnelOutcome(FunnelAudit.Report report) implements Outcome {

  @Override
  public String name() {
    return "funnels";
  }

  @Override
  public boolean holds() {
    return report.holds();
  }

  /** What differs. */
  @Override
  public Rows rows() {
    Rows rows = Rows.of(Column.left("difference"));
    for (String difference : report.differences()) {
      rows = rows.with(difference);
    }
    return rows;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    long unnamed = report.differing() - report.differences().size();
    if (unnamed > 0) {
      lines.add(String.format(Locale.ROOT, "and %,d more differences", unnamed));
    }
    if (report.capped() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d cohorts of users say that events were left out (capped) and are not compared",
              report.capped()));
    }
    if (report.conflicting() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d cohorts of users have events of which one id has several times (conflicting) and"
                  + " are not compared; audit sessions names the ids",
              report.conflicting()));
    }
    if (report.tooMany() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d funnels of users have more chains than the reference tries; the engine counted"
                  + " them",
              report.tooMany()));
    }
    lines.add(summary());
    return lines;
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "audit funnels: %,d cohorts of %,d users recounted, %,d of them from %,d users by the"
            + " reference too; %,d differ: %s",
        report.keys(),
        report.users(),
        report.sampledKeys(),
        report.sampledUsers(),
        report.differing(),
        Outcome.verdict(report.holds()));
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", report.holds());
    json.put("users", report.users());
    json.put("cohorts", report.keys());
    json.put("capped", report.capped());
    json.put("conflicting", report.conflicting());
    json.put("sampled_users", report.sampledUsers());
    json.put("sampled_cohorts", report.sampledKeys());
    json.put("too_many_chains", report.tooMany());
    json.put("differing", report.differing());
    json.put("differences", report.differences());
    return json;
  }
}
