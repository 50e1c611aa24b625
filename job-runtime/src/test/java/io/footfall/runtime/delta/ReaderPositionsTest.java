package io.footfall.runtime.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.runtime.delta.ReaderPositions.Reader;
import io.footfall.runtime.hadoop.NoForkLocalFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderPositionsTest {
  @TempDir private Path warehouse;
  private ReaderPositions positions;

  @BeforeEach
  void open() throws IOException {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", NoForkLocalFileSystem.class.getName());
    positions = new ReaderPositions(warehouse.toString(), "events", hadoop);
  }

  @Test
  void nobodyIsBehindWhereNobodyReads() throws IOException {
    assertThat(positions.slowest()).isEmpty();
  }

  @Test
  void tellsWhoIsSlowestAndSinceWhen() throws IOException {
    positions.put("report-shop", 9);
    positions.put("report-old", 3);
    positions.put("report-shop", 12);
    Instant moved = Instant.parse("2026-03-01T12:00:00Z");
    Files.setLastModifiedTime(file("report-old"), FileTime.from(moved));
    assertThat(positions.slowest()).contains(new Reader("report-old", 3, moved));
    try (Stream<Path> files = Files.list(file("."))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("report-shop", "report-old");
    }
  }

  @Test
  void aReaderWhoseFileIsTornKeepsEverything() throws IOException {
    positions.put("report-shop", 12);
    Files.writeString(file("report-old"), "");
    assertThat(positions.slowest()).contains(new Reader("report-old", 0, Instant.EPOCH));

    positions.put("report-old", 20);
    assertThat(positions.slowest().map(Reader::name)).contains("report-shop");
  }

  @Test
  void aWriterThatWasKilledBetweenOldAndNewHasLeftTheNew() throws IOException {
    positions.put("report-shop", 12);
    Files.move(file("report-shop"), file("report-shop.tmp"));
    assertThat(positions.slowest().map(Reader::next)).contains(12L);
  }

  @Test
  void aWriterThatWasKilledWhileItWroteHasLeftTheOld() throws IOException {
    positions.put("report-shop", 12);
    Files.writeString(file("report-shop.tmp"), "1");
    assertThat(positions.slowest().map(Reader::next)).contains(12L);
  }

  private Path file(String name) {
    return warehouse.resolve(".readers/events").resolve(name);
  }
}
