package io.footfall.cli.audit;

import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.session.spark.SessionAudit;
import io.footfall.session.spark.SessionAudit.Conflict;
import io.footfall.session.spark.SessionAudit.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The session audit as people and programs read it. */
record SessionOutcome(SessionAudit.Report report) implements Outcome {

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public boolean holds() {
    return report.holds();
  }

  /** The sessions that differ. */
  @Override
  public Rows rows() {
    Rows rows =
        Rows.of(
            Column.left("session_id"),
            Column.left("user_id"),
            Column.left("start_time"),
            Column.left("differs_in"));
    for (Difference each : report.differences()) {
      rows = rows.with(each.sessionId(), each.userId(), each.start().toString(), each.what());
    }
    return rows;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    long unnamed = report.differing() - report.differences().size();
    if (unnamed > 0) {
      lines.add(String.format(Locale.ROOT, "and %,d more sessions that differ", unnamed));
    }
    for (Conflict conflict : report.conflicts()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "event id %s of user %s came with different bodies, %d times: the first counts",
              conflict.eventId(),
              conflict.userId(),
              conflict.copies()));
    }
    if (report.excused() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d sessions differ and may: capped, truncated, or an event id with different bodies",
              report.excused()));
    }
    lines.add(summary());
    return lines;
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "audit sessions: %,d sessions of %,d events (%,d late ones left out); %,d agree, %,d differ:"
            + " %.4f%% agreement: %s",
        report.sessions(),
        report.events(),
        report.late(),
        report.agreeing(),
        report.differing(),
        Math.floor(report.agreementPercent() * 1e4) / 1e4,
        Outcome.verdict(report.holds()));
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", report.holds());
    json.put("sessions", report.sessions());
    json.put("events", report.events());
    json.put("late", report.late());
    json.put("agreeing", report.agreeing());
    json.put("differing", report.differing());
    json.put("excused", report.excused());
    json.put("agreement_percent", report.agreementPercent());
    json.put("differences", rows().asMaps());
    json.put(
        "conflicts",
        report.conflicts().stream()
            .map(
                each ->
                    Map.of(
                        "user_id", each.userId(),
                        "event_id", each.eventId(),
                        "copies", each.copies()))
            .toList());
    return json;
  }
}
