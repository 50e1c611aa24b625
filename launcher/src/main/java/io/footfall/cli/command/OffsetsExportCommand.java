package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.offsets.OffsetFacts;
import io.footfall.cli.offsets.OffsetLooks;
import io.footfall.cli.output.OutputFile;
import io.footfall.offsets.core.OffsetCsv;
import io.footfall.offsets.core.Position;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code footfall offsets export}. */
@Command(
    name = "export",
    description = {
      "Write the offsets that the table has recorded as lines topic,partition,offset.",
      "`footfall offsets import` reads them, and so does kafka-consumer-groups.sh --reset-offsets "
          + "--from-file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall offsets export offsets.csv --data-dir footfall-data",
      "  footfall offsets export --config application.conf"
    })
public final class OffsetsExportCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private OffsetsOptions offsets;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to (default: standard output).")
  private Optional<Path> file = Optional.empty();

  public OffsetsExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    file.ifPresent(OutputFile::requireWritable);
    try (OffsetLooks looks = offsets.open(invocation)) {
      OffsetFacts facts = looks.look();
      looks.requireRecorded(facts);
      String csv = OffsetCsv.write(Position.of(facts.table().offsets()).ends());
      if (file.isPresent()) {
        OutputFile.write(file.get(), csv.stripTrailing());
      } else {
        invocation.out().print(csv);
        invocation.out().flush();
      }
      invocation.say(
          "footfall: exported source epoch %d, partitions: %d"
              .formatted(facts.table().sourceEpoch(), facts.table().offsets().partitions().size()));
      return ExitCode.OK;
    }
  }
}
