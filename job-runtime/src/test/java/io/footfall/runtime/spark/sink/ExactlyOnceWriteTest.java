package io.footfall.runtime.spark.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.BatchCommitter;
import io.footfall.runtime.core.Failpoints;
import io.footfall.runtime.core.InMemoryTableSink;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.mapping.Mappings;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class ExactlyOnceWriteTest {
  @TempDir private Path folder;

  @Test
  void aFinisherThatFailsLeavesNoFile() throws IOException {
    BatchFinisher failing =
        (batch, timestamp, reports, out) -> {
          out.write(
              Tables.OFFSET_GAPS,
              1,
              new GenericInternalRow(new Object[] {0, UTF8String.fromString("t"), 3, 7L, 9L, 0L}));
          throw new IOException("the finisher's");
        };
    ExactlyOnceWrite write =
        new ExactlyOnceWrite(sink(failing), "query", new HadoopSettings(new Configuration(), null));
    assertThatThrownBy(() -> write.commit(0, new WriterCommitMessage[0]))
        .isInstanceOf(FootfallException.class)
        .hasRootCauseMessage("the finisher's");
    MDC.clear();
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void linesNameTheBatchFromItsBeginningToItsEnd() throws IOException {
    List<String> offsets = new ArrayList<>();
    ExactlyOnceWrite write =
        new ExactlyOnceWrite(
            sink((batch, timestamp, reports, out) -> offsets.add(MDC.get("offsets"))),
            "query",
            new HadoopSettings(new Configuration(), null));
    write.begin("0");
    assertThat(MDC.get("query")).isEqualTo("query");
    assertThat(MDC.get("batch")).isEqualTo("0");
    write.commit(0, new WriterCommitMessage[0]);
    assertThat(offsets).singleElement().asString().contains("t-3=").contains("9");
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void linesAboutABatchThatFailedStillNameIt() throws IOException {
    BatchFinisher failing =
        (batch, timestamp, reports, out) -> {
          throw new IOException("the finisher's");
        };
    ExactlyOnceWrite write =
        new ExactlyOnceWrite(sink(failing), "query", new HadoopSettings(new Configuration(), null));
    try {
      assertThatThrownBy(() -> write.commit(0, new WriterCommitMessage[0]))
          .isInstanceOf(FootfallException.class);
      assertThat(MDC.get("batch")).isEqualTo("0");
    } finally {
      MDC.clear();
    }
  }

  private JobSink sink(BatchFinisher finisher) throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    write(checkpoint.resolve("sources/0/0"), "v1\n{\"t\":{\"3\":0}}");
    write(
        checkpoint.resolve("offsets/0"),
        "v1\n{\"batchTimestampMs\":1772366400000}\n{\"t\":{\"3\":9}}");
    return new JobSink(
        folder.resolve("warehouse").toString(),
        List.of(Tables.OFFSET_GAPS),
        new BatchCommitter(
            List.of(), new InMemoryTableSink("offset_gaps", new InMemoryTableSink.Store())),
        new MappingHistory(Map.of(0L, Mappings.defaults())),
        CheckpointLog.at(checkpoint.toString(), new Configuration()),
        (batch, recorded) -> null,
        finisher,
        (batch, counts) -> {},
        Failpoints.off());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
