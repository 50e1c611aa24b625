package io.footfall.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.job.Jobs;
import io.footfall.runtime.core.Failpoints.Point;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code footfall chaos}; the long one is the command's. */
class ChaosIT {
  private static final List<Fault> FAULTS =
      List.of(
          new Kill(Since.COMMIT, Duration.ofMillis(700)),
          new Halt("ingest", Point.BETWEEN_TABLE_COMMITS, 1, false),
          new Halt("ingest", Point.BETWEEN_TABLE_COMMITS, 1, true),
          new Trouble(Trouble.Kind.CHECKPOINT_DELETED, Optional.of("session")),
          new Halt("funnel", Point.BEFORE_COMMIT_LOG, 2, false));

  @Test
  void nothingIsLostOrDoubledThroughFiveDeaths(@TempDir Path folder) throws Exception {
    PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    ChaosResult result =
        new Chaos(folder, Invocation.of(console, console, Map.of()))
            .run(new Chaos.Options(FAULTS, Jobs.ofTopic(), 42, 100, 0));
    String all = String.join("\n", result.lines());
    System.out.println(all);
    assertThat(result.verdict()).as(all).isEqualTo(new Verdict(0, 0, 0, 0, 0, true));
    assertThat(result.audits())
        .as(all)
        .hasSize(3)
        .allMatch(Audited::holds)
        .extracting(Audited::job)
        .containsExactly("ingest", "session", "funnel");
    assertThat(result.faults()).as(all).hasSize(FAULTS.size()).allMatch(Inflicted::happened);
    assertThat(result.checks()).as(all).allMatch(CheckedAfter::holds);
    assertThat(result.sights().violations()).as(all).isEmpty();
    assertThat(result.sights().publishedLooks()).as(all).isPositive();
    assertThat(result.sent().valid()).isPositive();
    assertThat(result.holds()).as(all).isTrue();
  }
}
