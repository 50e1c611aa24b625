package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes footfall's commands and options in bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(./footfall completion)")
public final class CompletionCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Spec private CommandSpec spec;

  public CompletionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    invocation.out().print(AutoComplete.bash(root.name(), root.commandLine()));
    return ExitCode.OK;
  }
}
