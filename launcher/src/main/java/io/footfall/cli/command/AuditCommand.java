package io.footfall.cli.command;

import io.footfall.cli.audit.Check;
import io.footfall.cli.context.Invocation;
import picocli.CommandLine.Command;

/** {@code footfall audit}: all checks there are. */
@Command(
    name = "audit",
    description = {
      "Check everything that can be checked of the tables; exits 0 only if all of it holds.",
      "That is each of the checks below, as far as its job has written something."
    },
    synopsisSubcommandLabel = "[CHECK]")
public final class AuditCommand extends AuditCheckCommand {

  public AuditCommand(Invocation invocation) {
    super(invocation, Check.ALL);
  }
}
