package io.footfall.cli.command;

import io.footfall.cli.audit.Check;
import io.footfall.cli.context.Invocation;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code footfall audit sessions}. */
@Command(
    name = "sessions",
    description = {
      "Prove that session_updates holds the sessions which the events make.",
      "Computes all sessions once more from events, less session_late_events, by plain Spark SQL, and "
          + "compares them with the latest row of each session, both up to the offsets that "
          + "session_updates has recorded. Exits 1 and names the sessions that differ."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall audit sessions --data-dir footfall-data",
      "  footfall audit sessions --config application.conf -o json"
    })
public final class AuditSessionsCommand extends AuditCheckCommand {

  public AuditSessionsCommand(Invocation invocation) {
    super(invocation, List.of(Check.SESSIONS));
  }
}
