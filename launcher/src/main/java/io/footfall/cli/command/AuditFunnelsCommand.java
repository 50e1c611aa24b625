package io.footfall.cli.command;

import io.footfall.cli.audit.Check;
import io.footfall.cli.context.Invocation;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code footfall audit funnels}. */
@Command(
    name = "funnels",
    description = {
      "Prove that the sums over funnel_updates are what the events make.",
      "Recounts all users from events, less funnel_late_events, with the engine of the job, and a "
          + "sample of them with a reference that shares no code with it; both up to the offsets "
          + "that funnel_updates has recorded. Exits 1 and names the users that differ."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall audit funnels --data-dir footfall-data",
      "  footfall audit funnels --config application.conf -o json"
    })
public final class AuditFunnelsCommand extends AuditCheckCommand {

  public AuditFunnelsCommand(Invocation invocation) {
    super(invocation, List.of(Check.FUNNELS));
  }
}
