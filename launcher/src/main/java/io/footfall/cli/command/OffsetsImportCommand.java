package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code footfall offsets import}. */
@Command(
    name = "import",
    description = {
      "Move a job to the offsets of a file of lines topic,partition,offset.",
      "The same as `footfall offsets reset` with a target of its own for each partition; partitions "
          + "that the file leaves out stay. Does nothing without --execute."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets import offsets.csv --data-dir footfall-data",
      "  footfall offsets import offsets.csv --execute --config application.conf"
    })
public final class OffsetsImportCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private OffsetsOptions offsets;
  @Mixin private OutputOptions output;
  @Mixin private ResetOptions how;

  @Parameters(paramLabel = "FILE", description = "What `footfall offsets export` wrote, or Kafka.")
  private Path file;

  public OffsetsImportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    String text = read();
    return how.run(
        invocation,
        offsets,
        output,
        resets -> resets.file(file.toString(), text),
        "import of " + file.getFileName());
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CliErrors.unreadableOffsets(file, e);
    }
  }
}
