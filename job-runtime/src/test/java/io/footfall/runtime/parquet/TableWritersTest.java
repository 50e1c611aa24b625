package io.footfall.runtime.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWritersTest {
  private static final InternalRow ROW =
      new GenericInternalRow(new Object[] {0, UTF8String.fromString("t"), 3, 7L, 9L, 0L});

  @TempDir private Path folder;
  private TableWriters writers;

  @BeforeEach
  void open() {
    writers = new TableWriters(FullDisk.SCHEME + ":" + folder, "test", FullDisk.hadoop());
  }

  @Test
  void aFileThatCannotBeFinishedLeavesNeitherAHandleNorItsBytes() throws IOException {
    writers.write(Tables.OFFSET_GAPS, 1, ROW);
    FullDisk.fill();
    assertThatThrownBy(writers::close)
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("no space is left for");
    writers.discard();
    assertThat(FullDisk.openStreams()).isZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void discardsWhatItCanThoughOneFileStays() throws IOException {
    for (int day = 1; day <= 3; day++) {
      writers.write(Tables.OFFSET_GAPS, day, ROW);
    }
    FullDisk.refuseToDelete("1970-01-02");
    assertThatThrownBy(writers::discard)
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("not permitted: " + FullDisk.SCHEME + ":" + folder + files().get(0));
    assertThat(files()).singleElement().asString().contains("1970-01-02");
    assertThat(FullDisk.openStreams()).isZero();
  }

  @Test
  void aFailureOfDiscardingIsKeptBesideItsReason() throws IOException {
    writers.write(Tables.OFFSET_GAPS, 1, ROW);
    writers.close();
    FullDisk.refuseToDelete("1970");
    RuntimeException reason = new RuntimeException("why");
    writers.discard(reason);
    assertThat(reason.getSuppressed()).singleElement().isInstanceOf(IOException.class);
  }

  /** Below the folder, with their paths from it on. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.toString().substring(folder.toString().length()))
          .toList();
    }
  }
}
