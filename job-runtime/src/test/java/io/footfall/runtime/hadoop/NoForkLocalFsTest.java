package io.footfall.runtime.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoForkLocalFsTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void writesRenamesListsAndDeletesWithoutStartingAProcess() throws Exception {
    FileContext files = files();
    Path from = path("a");
    Path to = path("b");
    List<RecordedEvent> started =
        processesStartedBy(
            () -> {
              write(files, from);
              files.rename(from, to, Rename.NONE);
              write(files, from);
              files.rename(from, to, Rename.OVERWRITE);
              assertThat(files.getFileStatus(to).getLen()).isEqualTo(1);
              assertThat(files.util().exists(from)).isFalse();
              assertThat(files.util().listStatus(to.getParent())).isNotEmpty();
              files.delete(to, false);
            });
    assertThat(started).isEmpty();
  }

  @Test
  void aRenameNeverOverwrites() throws Exception {
    FileContext files = files();
    write(files, path("a"));
    write(files, path("b"));
    assertThatThrownBy(() -> files.rename(path("a"), path("b"), Rename.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  private static FileContext files() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.AbstractFileSystem.file.impl", NoForkLocalFs.class.getName());
    return FileContext.getFileContext(java.net.URI.create("file:///"), hadoop);
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  private static void write(FileContext files, Path file) throws IOException {
    try (FSDataOutputStream out =
        files.create(
            file, EnumSet.of(CreateFlag.CREATE), CreateOpts.perms(FsPermission.getFileDefault()))) {
      out.write(1);
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private List<RecordedEvent> processesStartedBy(Action action) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      action.run();
      recording.stop();
      java.nio.file.Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    }
  }
}
