package io.footfall.runtime.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {
  private static final int JOBS = 4;

  @TempDir private java.nio.file.Path folder;

  @Test
  void replacesWhatWasThere() throws Exception {
    CheckpointFiles files = files();
    files.write("name", "first");
    files.write("name", "second");
    assertThat(files.read("name")).contains("second");
    assertThat(files.list(".")).containsExactly("name");
  }

  @Test
  void oneOfTheTwoIsThereAtAnyMoment() throws Exception {
    CheckpointFiles files = files();
    files.write("name", "0");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 1; i <= 500; i++) {
                  files.write("name", Integer.toString(i));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                done.set(true);
              }
            });
    while (!done.get()) {
      assertThat(files.read("name")).get().asString().matches("\\d+");
    }
    writer.join();
    assertThat(files.read("name")).contains("500");
  }

  @Test
  void leavesWhatIsThereWhenItIsToWriteOnce() throws Exception {
    CheckpointFiles files = files();
    files.writeOnce("name", "first");
    files.writeOnce("name", "second");
    assertThat(files.read("name")).contains("first");
  }

  @Test
  void isWrittenOnceByJobsThatBeginTogether() throws Exception {
    CyclicBarrier start = new CyclicBarrier(JOBS);
    ExecutorService threads = Executors.newFixedThreadPool(JOBS);
    try {
      for (int round = 0; round < 200; round++) {
        String name = "mapping-" + round;
        List<Future<String>> jobs = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
          jobs.add(threads.submit(writingOnce(start, name)));
        }
        for (Future<String> job : jobs) {
          assertThat(job.get()).isEqualTo("text of " + name);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files().list(".")).hasSize(200).noneMatch(name -> name.endsWith(".tmp"));
  }

  private Callable<String> writingOnce(CyclicBarrier start, String name) {
    return () -> {
      CheckpointFiles files = files();
      start.await();
      files.writeOnce(name, "text of " + name);
      return files.read(name).orElseThrow();
    };
  }

  private CheckpointFiles files() throws Exception {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", NoForkLocalFileSystem.class.getName());
    return new CheckpointFiles(new Path(folder.toUri()), hadoop);
  }
}
