package io.footfall.cli.demo;

import io.footfall.generator.core.SessionTruth;
import java.util.List;

/** The sections there are, in the order in which they are shown; the first one's JSON is on top. */
public final class DemoSections {
  private DemoSections() {}

  /** New ones, for one demo. */
  public static List<DemoSection> open() {
    SessionTruth truth = new SessionTruth();
    return List.of(
        new EventsSection(),
        new SessionsSection(truth),
        new FunnelSection(),
        new ReportSection(truth));
  }
}
