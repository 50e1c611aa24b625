package io.footfall.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Json;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.output.ProgressBar;
import io.footfall.generator.kafka.EventProducer;
import io.footfall.generator.kafka.FileProducer;
import io.footfall.generator.kafka.KafkaTarget;
import io.footfall.generator.kafka.ProgressListener;
import io.footfall.generator.kafka.SendResult;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall generate}. */
@Command(
    name = "generate",
    description = {
      "Send the events of a seeded model of a shop to the configured topic, in open loop.",
      "Each record is sent at its intended time and carries it, whatever the broker does. The same "
          + "seed and start give the same bytes. Prints what was sent, in numbers, as JSON."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall generate --set kafka.bootstrap.servers=localhost:9092 --events 100000",
      "  footfall generate --config shop.conf --rate 0 --late-ratio 0.05 --truth truth.json",
      "  footfall generate --config shop.conf --from-file events.jsonl"
    })
public final class GenerateCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private GeneratorOptions generator;

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      description = "Send the lines of this file instead, one JSON value each.")
  private Optional<Path> fromFile = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Write what was sent, in numbers, to this file as well.")
  private Optional<Path> truth = Optional.empty();

  public GenerateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    String servers =
        settings.kafka().bootstrapServers().orElseThrow(CliErrors::generateNeedsBroker);
    KafkaTarget target =
        new KafkaTarget(servers, settings.kafka().topic(), settings.kafka().clientOptions());
    truth.ifPresent(OutputFile::requireWritable);
    if (fromFile.isPresent()) {
      return sendFile(fromFile.get(), target);
    }
    SendResult sent;
    try (ProgressBar bar = bar(generator.spec().events())) {
      sent = EventProducer.run(generator.spec(), target, progress(bar));
    }
    ObjectNode result = sent.toJson();
    truth.ifPresent(file -> OutputFile.write(file, Json.text(result)));
    Json.print(result, invocation.out());
    return ExitCode.OK;
  }

  private int sendFile(Path file, KafkaTarget target) {
    FileProducer.FileResult sent;
    try (ProgressBar bar = bar(0)) {
      sent = FileProducer.run(file, target, progress(bar));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("produced", sent.lines());
    result.put("elapsed_ms", sent.elapsed().toMillis());
    Json.print(result, invocation.out());
    return ExitCode.OK;
  }

  private ProgressBar bar(long total) {
    return new ProgressBar(
        invocation.err(), invocation.errIsTerminal(), invocation.clock(), "sent", total);
  }

  private static ProgressListener progress(ProgressBar bar) {
    return progress -> bar.update(progress.acknowledged());
  }
}
