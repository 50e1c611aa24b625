package io.footfall.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageProbeTest {

  @TempDir private Path dir;

  private StorageProbe probe(Path root) throws IOException {
    return new StorageProbe(root.toString(), new Configuration());
  }

  @Test
  void leavesNothingBehindNotEvenTheFolderItMade() throws IOException {
    StorageProbe probe = probe(dir.resolve("a/b"));
    probe.write();
    assertThat(probe.renameKeepsExisting()).isTrue();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void keepsAFolderThatWasThere() throws IOException {
    Path there = Files.createDirectory(dir.resolve("there"));
    probe(there).write();
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void failsWhereAFileIsInTheWay() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> probe(file).write()).isInstanceOf(IOException.class);
    assertThat(file).isEmptyFile();
  }

  @Test
  void tellsADeltaTableFromAnythingElse() throws IOException {
    Files.createDirectories(dir.resolve("delta/_delta_log"));
    Files.createDirectory(dir.resolve("empty"));
    Files.createFile(Files.createDirectory(dir.resolve("csv")).resolve("a.csv"));
    Files.createFile(dir.resolve("file"));
    StorageProbe probe = probe(dir);
    assertThat(probe.isForeign("delta")).isFalse();
    assertThat(probe.isForeign("absent")).isFalse();
    assertThat(probe.isForeign("empty")).isFalse();
    assertThat(probe.isForeign("csv")).isTrue();
    assertThat(probe.isForeign("file")).isTrue();
  }
}
