package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.runtime.core.Failpoints;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Starts drivers and lets them die. */
final class Saboteur {
  /** A driver that has not done in this time what it should do soon never will. */
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Path dataDir;
  private final Path log;
  private final DeltaVersions events;
  private final Clock clock;

  Saboteur(Path dataDir, Path log, DeltaVersions events, Clock clock) {
    this.dataDir = dataDir;
    this.log = log;
    this.events = events;
    this.clock = clock;
  }

  /** Starts one driver, and returns when it is dead. */
  Inflicted inflict(Fault fault) throws InterruptedException {
    Optional<String> failpoint =
        fault instanceof Halt halt ? Optional.of(halt.setting()) : Optional.empty();
    try (Driver driver = Driver.start(dataDir, failpoint, log)) {
      return fault instanceof Kill kill ? kill(kill, driver) : awaitHalt((Halt) fault, driver);
    }
  }

  private Inflicted kill(Kill kill, Driver driver) throws InterruptedException {
    if (kill.since() == Since.COMMIT && !awaitCommit(driver)) {
      return ended(kill, driver, "no commit within " + DEADLINE.toSeconds() + " s");
    }
    if (driver.exitWithin(kill.delay()).isPresent()) {
      return ended(kill, driver, "");
    }
    int code = driver.kill();
    return inflicted(kill, code == Failpoints.EXIT_CODE, "exit code " + code);
  }

  private Inflicted awaitHalt(Halt halt, Driver driver) throws InterruptedException {
    Optional<Integer> code = driver.exitWithin(DEADLINE);
    return code.isPresent() && code.get() == Failpoints.EXIT_CODE
        ? inflicted(halt, true, "exit code " + code.get())
        : ended(halt, driver, "not hit within " + DEADLINE.toSeconds() + " s");
  }

  private boolean awaitCommit(Driver driver) throws InterruptedException {
    long before = events.latest();
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (events.latest() == before) {
      if (driver.exitWithin(POLL).isPresent() || System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }

  private Inflicted ended(Fault fault, Driver driver, String aliveDetail)
      throws InterruptedException {
    boolean alive = driver.isAlive();
    int code = driver.kill();
    return inflicted(fault, false, alive ? aliveDetail : "it ended with exit code " + code);
  }

  private Inflicted inflicted(Fault fault, boolean happened, String detail) {
    return new Inflicted(fault, happened, detail, clock.instant(), events.latest());
  }
}
