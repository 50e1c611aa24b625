package io.footfall.cli.demo;

import java.util.List;

/** The sections there are, in the order in which they are shown; the first one's JSON is on top. */
public final class DemoSections {
  private DemoSections() {}

  /** New ones, for one demo. */
  public static List<DemoSection> open() {
    return List.of(
        new EventsSection(), new SessionsSection(), new FunnelSection(), new ReportSection());
  }
}
