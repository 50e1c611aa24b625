package io.footfall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.lifecycle.JobObserver;
import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.spark.RunMode;
import io.footfall.runtime.spark.SupervisedJob;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final FootfallConfig CONFIG =
      ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.warehouse", "/data/warehouse"))
          .config();

  private final List<String> heard = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Deque<Exception> failures = new ArrayDeque<>();
  private long passes;

  @Test
  void aJobThatFailedOnceRunsAgainOnceAPassGotThrough() {
    pass();
    fail(external("no space is left"));
    fail(external("no space is left"));
    pass();
    pass();
    run();
    assertThat(heard)
        .containsExactly(
            "started",
            "passed 1",
            "restarting: no space is left",
            "restarting: no space is left",
            "started",
            "passed 2",
            "passed 3");
    assertThat(notices)
        .first()
        .asString()
        .matches("no space is left; tries again in (0\\.[5-9]|1\\.0) s");
  }

  @Test
  void whatScalaThrowsUndeclaredIsTriedAgain() {
    fail(new SparkException("Job aborted due to stage failure"));
    pass();
    run();
    assertThat(heard)
        .containsExactly(
            "started",
            "restarting: job report failed (SparkException: Job aborted due to stage failure)",
            "started",
            "passed 1");
  }

  @Test
  void whatNobodyForesawIsNotTriedForEver() {
    for (int i = 0; i < 4; i++) {
      fail(new IllegalStateException("odd"));
    }
    assertThatThrownBy(this::run)
        .isInstanceOf(FootfallException.class)
        .hasMessageStartingWith(
            "job report failed (IllegalStateException: odd); given up after 2 restarts: batch 1"
                + " failed 3 times in a row in the same way.");
    assertThat(heard)
        .containsExactly(
            "started",
            "restarting: job report failed (IllegalStateException: odd)",
            "restarting: job report failed (IllegalStateException: odd)");
  }

  @Test
  void theSameSurpriseAtAnotherPassCountsAnew() {
    for (int i = 0; i < 3; i++) {
      fail(new IllegalStateException("odd"));
      fail(new IllegalStateException("odd"));
      pass();
    }
    run();
    assertThat(heard).filteredOn(call -> call.startsWith("passed")).hasSize(3);
  }

  @Test
  void aDiskThatFailsIsNamedByTheWarehouse() {
    fail(new IllegalStateException(new IOException("No space left on device")));
    pass();
    run();
    assertThat(heard).contains("restarting: no space is left for /data/warehouse");
  }

  @Test
  void whatOnlyAPersonCanMendEndsIt() {
    fail(new FootfallException(ErrorCategory.USER, "other schema", "Mend it"));
    assertThatThrownBy(this::run).hasMessage("other schema. Mend it.");
    assertThat(heard).containsExactly("started");
  }

  @Test
  void availableNowIsOnePassThatGotThrough() {
    fail(external("away"));
    pass();
    pass();
    rounds(RunMode.AVAILABLE_NOW).run(this::next, this::rest, report -> {});
    assertThat(heard).containsExactly("started", "restarting: away", "started", "passed 1");
  }

  private void pass() {
    failures.add(new NothingFailed());
  }

  private void fail(Exception failure) {
    failures.add(failure);
  }

  private static FootfallException external(String problem) {
    return new FootfallException(ErrorCategory.EXTERNAL, problem, "Bring it back");
  }

  private void run() {
    rounds(RunMode.CONTINUOUS).run(this::next, this::rest, report -> {});
  }

  private Rounds rounds(RunMode mode) {
    return new Rounds(
        CONFIG, mode, new SupervisedJob.Environment(NOON, () -> 0L, notices::add, new Listening()));
  }

  private PassReport next() throws Exception {
    Exception failure = failures.remove();
    if (failure instanceof NothingFailed) {
      return new PassReport(++passes, Duration.ofSeconds(2), List.of());
    }
    throw failure;
  }

  /** Stops where the story ends. */
  private boolean rest(Duration unused) {
    return failures.isEmpty();
  }

  private static final class NothingFailed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final class Listening implements JobObserver {
    @Override
    public void started(Map<KafkaPartition, Long> offsets) {
      heard.add("started");
    }

    @Override
    public void passed(PassReport pass) {
      heard.add("passed " + pass.pass());
    }

    @Override
    public void restarting(FootfallException error, Duration delay) {
      heard.add("restarting: " + error.problem());
    }

    @Override
    public void failed(FootfallException error) {
      heard.add("failed");
    }

    @Override
    public void ended() {
      heard.add("ended");
    }
  }
}
