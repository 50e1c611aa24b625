package io.footfall.cli.demo;

import io.footfall.ingest.spark.OffsetAudit;

/** What ingest wrote, and how long it took, beside the generator's own truth. */
final class EventsSection implements DemoSection {

  @Override
  public String name() {
    return "events";
  }

  @Override
  public SectionResult compare(DemoRun run) {
    String warehouse = run.warehouse();
    EventsResult result =
        new EventsResult(
            run.sent(),
            run.offsets(),
            OffsetAudit.run(run.spark(), warehouse, run.config().pipeline()),
            Found.in(run.spark(), warehouse, run.offsets()),
            Latency.of(run.spark(), warehouse, run.offsets()));
    return result.section(name());
  }
}
