package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import io.footfall.cli.run.LocalBroker;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.kafka.KafkaReplayTopic;
import io.footfall.report.spark.Replay;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall quarantine replay}. */
@Command(
    name = "replay",
    description = {
      "Parse rejected records again, and send those that are events now to the topic.",
      "For after a mapping was mended: every job sees them then, ingest among them. A record is sent "
          + "once, however often this is run and whenever it is killed; what still is no event stays, "
          + "with its attempts counted in quarantine_attempts."
    },
    footerHeading = "%nExample:%n",
    footer = "  footfall quarantine replay --config application.conf --reason MISSING_FIELD")
public final class QuarantineReplayCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private TimeOptions time;
  @Mixin private OutputOptions output;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private Optional<Reason> reason = Optional.empty();

  public QuarantineReplayCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = time.range(settings, invocation);
    Replay.Outcome outcome;
    try (LocalBroker broker = LocalBroker.ofLooking(settings, invocation);
        LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation);
        KafkaReplayTopic topic =
            KafkaReplayTopic.open(
                broker.bootstrapServers(),
                settings.kafka().clientOptions(),
                settings.kafka().topic(),
                settings.pipeline())) {
      outcome =
          new Replay(
                  ReportSession.open(spark.session(), settings),
                  settings,
                  topic,
                  invocation.clock())
              .run(range, reason.map(Reason::name))
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"));
    }
    print(outcome);
    if (outcome.old() > 0) {
      invocation.say(
          "footfall: %,d of the records sent are older than the topic keeps any (retention.ms): Kafka may"
                  .formatted(outcome.old())
              + " drop them before a job that is behind has read them");
    }
    if (outcome.tooLarge() > 0) {
      invocation.say(
          "footfall: %,d events are larger than the topic takes: raise its max.message.bytes and run"
                  .formatted(outcome.tooLarge())
              + " this again");
    }
    return ExitCode.OK;
  }

  private void print(Replay.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sent", outcome.sent());
    json.put("sent_by_an_earlier_run", outcome.recovered());
    json.put("still_rejected", outcome.rejected());
    json.put("without_bytes", outcome.unreadable());
    json.put("too_large_for_topic", outcome.tooLarge());
    json.put("older_than_retention", outcome.old());
    Rows rows = Rows.of(Column.left("what"), Column.right("records"));
    for (Map.Entry<String, Object> count : json.entrySet()) {
      rows = rows.with(count.getKey(), count.getValue());
    }
    output.print(invocation.out(), rows, json);
  }
}
