package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.Csv;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.LocalSpark;
import io.footfall.report.spark.Overview;
import io.footfall.report.spark.ReportSession;
import io.footfall.report.spark.TableExport;
import io.footfall.report.spark.TimeRange;
import io.footfall.schema.core.config.FootfallConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code footfall report export}. */
@Command(
    name = "export",
    description = {
      "Write a page with charts, or a table, to a file.",
      "html: one file that any browser opens, without network. csv and parquet: the rows of --table; "
          + "text that a spreadsheet would take for a formula gets an apostrophe in the CSV."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall report export --to shop.html",
      "  footfall report export --format csv --table event_stats --to stats.csv",
      "  footfall report export --format parquet --table events --since 24h --to day.parquet"
    })
public final class ReportExportCommand implements Callable<Integer> {

  /** {@code --format}. */
  enum Format {
    HTML,
    CSV,
    PARQUET;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private TimeOptions time;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.HTML;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "For csv and parquet: one of ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "PATH",
      required = true,
      description = "The file; for parquet a folder that is not there yet.")
  private Path to;

  /** For picocli. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TableExport.names().iterator();
    }
  }

  public ReportExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    FootfallConfig settings = config.config(invocation);
    TimeRange range = time.range(settings, invocation);
    if (format == Format.HTML && table.isPresent()) {
      throw CliErrors.exportOfNoTable(table.get());
    }
    if (format != Format.HTML && table.isEmpty()) {
      throw CliErrors.exportNeedsTable(format.toString(), String.join(", ", TableExport.names()));
    }
    if (format == Format.PARQUET && Files.exists(to)) {
      throw CliErrors.alreadyThere(to);
    }
    if (format != Format.PARQUET) {
      OutputFile.requireWritable(to);
    }
    try (LocalSpark spark = LocalSpark.open(settings, Optional.empty(), invocation)) {
      export(ReportSession.open(spark.session(), settings), settings, range);
    }
    invocation.say("footfall: written to " + to);
    return ExitCode.OK;
  }

  private void export(SparkSession session, FootfallConfig settings, TimeRange range)
      throws IOException {
    if (format == Format.HTML) {
      OutputFile.write(
          to,
          new Overview(session, settings)
              .page(range, invocation.clock().instant())
              .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "ingest"))
              .html());
      return;
    }
    String name = table.orElseThrow();
    Dataset<Row> rows =
        TableExport.of(session, settings, name, range)
            .orElseThrow(() -> CliErrors.nothingToReport(settings.warehouse(), "the jobs"));
    if (format == Format.PARQUET) {
      rows.write().parquet("file://" + to.toAbsolutePath());
    } else {
      writeCsv(rows);
    }
  }

  private void writeCsv(Dataset<Row> rows) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(to, StandardCharsets.UTF_8))) {
      List<String> columns = Arrays.asList(rows.columns());
      Csv.row(List.copyOf(columns), out);
      Iterator<Row> each = rows.toLocalIterator();
      while (each.hasNext()) {
        Row row = each.next();
        Object[] cells = new Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = row.get(i);
        }
        Csv.row(Arrays.asList(cells), out);
      }
      if (out.checkError()) {
        throw CliErrors.unwritableFile(to, new IOException("not all rows could be written"));
      }
    }
  }
}
