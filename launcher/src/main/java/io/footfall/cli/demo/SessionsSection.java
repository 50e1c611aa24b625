package io.footfall.cli.demo;

import io.footfall.generator.core.GeneratedRecord;
import io.footfall.generator.core.SessionTruth;
import io.footfall.runtime.delta.LatestSessions;

/** What the session job wrote beside the sessions of what was sent. */
final class SessionsSection implements DemoSection {
  private final SessionTruth truth;

  SessionsSection(SessionTruth truth) {
    this.truth = truth;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public void warmUp(GeneratedRecord record) {
    truth.accept(record);
  }

  @Override
  public void sent(GeneratedRecord record) {
    truth.accept(record);
  }

  @Override
  public SectionResult compare(DemoRun run) {
    SessionComparison.remember(run.spark(), run.warehouse(), truth);
    return SessionComparison.of(
            run.spark(), run.config(), truth, LatestSessions.of(run.spark(), run.warehouse()))
        .section(name());
  }
}
