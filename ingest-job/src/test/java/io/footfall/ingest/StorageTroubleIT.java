package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.footfall.runtime.spark.SupervisedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.api.Test;

/** What happens to a job when its disk or its checkpoint fails it. */
class StorageTroubleIT extends PipelineTestBase {
  @Override
  int partitions() {
    return 1;
  }

  @Test
  void aFullDiskIsNamedAndNothingIsLost() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("warehouse"), "4m")) {
      topic.send(0, events("a", 10));
      pipeline.run();
      disk.fill();
      topic.send(0, events("b", 1_000));
      assertFails(pipeline::run, "no space is left for " + pipeline.warehouse(), "Free some");
      disk.free();
      pipeline.run();
      assertHolds(1_010);
    }
  }

  @Test
  void aFullDiskUnderTheCheckpointIsNamedAndNothingIsLost() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    try (TinyDisk disk = TinyDisk.mount(checkpoints, "1m")) {
      topic.send(0, events("a", 10));
      pipeline.run();
      topic.send(0, events("b", 10));
      disk.fill();
      assertFails(pipeline::run, "no space is left for " + checkpoints, "Free some");
      disk.free();
      pipeline.run();
      assertHolds(20);
    }
  }

  @Test
  void aWarehouseMadeReadOnlyEndsTheJobAndNothingIsLost() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("warehouse"), "16m")) {
      topic.send(0, events("a", 10));
      try (SupervisedJob job = pipeline.supervise(listener, notices::add)) {
        awaitBatch();
        disk.remount("ro");
        topic.send(0, events("b", 10));
        assertRefused(job::awaitEnd, "cannot write to " + pipeline.warehouse(), "write permission");
      }
      assertThat(notices).isEmpty();
      disk.remount("rw");
      pipeline.run();
      assertHolds(20);
    }
  }

  @Test
  void aTornCheckpointFileIsNamedAndTheWayOutHolds() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    assertTornFileIsNamed("sources/0/0", 0);
    topic.send(0, events("b", 10));
    pipeline.run();
    assertTornFileIsNamed("offsets/0", 0);
    assertTornFileIsNamed("offsets/1", 0);
    assertTornFileIsNamed("offsets/1", 20);
    assertTornFileIsNamed("commits/1", 0);
    assertTornFileIsNamed("commits/1", 4);
    assertTornFileIsNamed("metadata", 0);

    tear(pipeline.checkpoint().resolve("offsets/1"), 0);
    Files.move(pipeline.checkpoint(), folder.resolve("aside"), StandardCopyOption.ATOMIC_MOVE);
    topic.send(0, events("c", 10));
    pipeline.run();
    assertHolds(30);
  }

  private void assertTornFileIsNamed(String name, int bytesLeft) throws IOException {
    Path file = pipeline.checkpoint().resolve(name);
    byte[] whole = Files.readAllBytes(file);
    tear(file, bytesLeft);
    assertFails(
        pipeline::plan,
        "checkpoint file " + file + " is torn",
        "Move the job's checkpoint folder away");
    Files.write(file, whole);
  }

  @Test
  void aCheckpointWithoutMetadataGoesOn() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    Files.delete(pipeline.checkpoint().resolve("metadata"));
    topic.send(0, events("b", 10));
    pipeline.run();
    assertHolds(20);
  }

  @Test
  void aCheckpointWithoutItsOffsetLogIsBegunAnew() throws Exception {
    topic.send(0, events("a", 10));
    pipeline.run();
    JavaUtils.deleteRecursively(pipeline.checkpoint().resolve("offsets").toFile());
    topic.send(0, events("b", 10));
    pipeline.run();
    assertHolds(20);
  }

  /** As a crash leaves a file whose end had not reached the disk; without a checksum file. */
  private static void tear(Path file, int bytesLeft) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isGreaterThan(bytesLeft);
    Files.write(file, Arrays.copyOf(bytes, bytesLeft));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  /** A file system of its own, in memory; only root can make one. */
  private record TinyDisk(Path path) implements AutoCloseable {
    static TinyDisk mount(Path path, String size) throws IOException, InterruptedException {
      Files.createDirectories(path);
      assumeThat(call("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()))
          .as("this user can mount a tmpfs")
          .isTrue();
      return new TinyDisk(path);
    }

    void remount(String mode) throws IOException, InterruptedException {
      assertThat(call("mount", "-o", "remount," + mode, path.toString())).isTrue();
    }

    /** Leaves no byte. */
    void fill() throws IOException {
      byte[] block = new byte[4096];
      try (var out = Files.newOutputStream(path.resolve(".ballast"))) {
        while (path.toFile().getUsableSpace() > 0) {
          out.write(block);
        }
      }
    }

    void free() throws IOException {
      Files.delete(path.resolve(".ballast"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
      assertThat(call("umount", "--lazy", path.toString())).isTrue();
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
      try {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
      } catch (IOException e) {
        return false; // no such command here
      }
    }
  }
}
