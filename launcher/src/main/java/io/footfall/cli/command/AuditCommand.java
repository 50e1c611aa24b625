package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import picocli.CommandLine.Command;

/** {@code footfall audit}: all checks there are, which are those of the offsets so far. */
@Command(
    name = "audit",
    description = {
      "Check everything that can be checked of the tables; exits 0 only if all of it holds.",
      "So far that is `audit offsets`."
    },
    synopsisSubcommandLabel = "[CHECK]")
public final class AuditCommand extends AuditOffsetsCommand {

  public AuditCommand(Invocation invocation) {
    super(invocation);
  }
}
