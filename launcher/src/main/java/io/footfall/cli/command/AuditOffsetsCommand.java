package io.footfall.cli.command;

import io.footfall.cli.audit.Check;
import io.footfall.cli.context.Invocation;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code footfall audit offsets}. */
@Command(
    name = "offsets",
    description = {
      "Prove that every offset which the tables account for stands in exactly one of them.",
      "Reads the offsets from the data files of events, quarantine and offset_gaps, not from the "
          + "log, and compares them with what events has recorded. Exits 1 and names the offsets "
          + "where that does not hold."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall audit offsets --data-dir footfall-data",
      "  footfall audit offsets --config application.conf -o json"
    })
public final class AuditOffsetsCommand extends AuditCheckCommand {

  public AuditOffsetsCommand(Invocation invocation) {
    super(invocation, List.of(Check.OFFSETS));
  }
}
