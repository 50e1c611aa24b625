package io.footfall.cli.chaos;

import io.footfall.cli.chaos.Fault.Halt;
import io.footfall.cli.chaos.Fault.Kill;
import io.footfall.cli.chaos.Fault.Since;
import io.footfall.cli.chaos.Fault.Trouble;
import io.footfall.runtime.core.Failpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Starts drivers, makes trouble around them, and lets them die. */
final class Saboteur {
  /** A driver that has not done in this time what it should do soon never will. */
  private static final Duration DEADLINE = Duration.ofMinutes(4);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Drivers drivers;
  private final Troubles troubles;
  private final Histories histories;

  Saboteur(Drivers drivers, Troubles troubles, Histories histories) {
    this.drivers = drivers;
    this.troubles = troubles;
    this.histories = histories;
  }

  /** Starts a driver, and returns when it is dead. */
  Inflicted inflict(Fault fault) throws InterruptedException {
    if (fault instanceof Halt halt) {
      try (Driver driver = drivers.start(Optional.of(halt.setting()))) {
        return awaitHalt(halt, driver);
      }
    }
    try (Driver driver = drivers.start(Optional.empty())) {
      return fault instanceof Kill kill ? kill(kill, driver) : trouble((Trouble) fault, driver);
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
    return inflicted(kill, driver, code == Failpoints.EXIT_CODE, "exit code " + code);
  }

  private Inflicted trouble(Trouble trouble, Driver driver) throws InterruptedException {
    if (!awaitCommit(driver)) {
      return ended(trouble, driver, "no commit within " + DEADLINE.toSeconds() + " s");
    }
    return switch (trouble.kind()) {
      case OFFSETS_TORN, COMMITS_TORN -> tear(trouble, driver);
      default -> {
        troubles.make(trouble);
        if (!awaitCommit(driver)) {
          yield ended(trouble, driver, "no commit after it");
        }
        int code = driver.kill();
        yield inflicted(trouble, driver, true, "went on; exit code " + code);
      }
    };
  }

  /** The next start must refuse the checkpoint, and go on without it. */
  private Inflicted tear(Trouble trouble, Driver driver) throws InterruptedException {
    // A table's commit is there before Spark's log says so.
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (troubles.newest(trouble).isEmpty()) {
      if (driver.exitWithin(POLL).isPresent() || System.nanoTime() > deadline) {
        return ended(trouble, driver, "no file to tear");
      }
    }
    driver.kill();
    Path file = troubles.newest(trouble).orElseThrow();
    troubles.tear(file);
    try (Driver next = drivers.start(Optional.empty())) {
      Optional<Integer> code = next.exitWithin(DEADLINE);
      boolean refused = code.equals(Optional.of(1)) && drivers.said("checkpoint file " + file);
      if (refused) {
        troubles.deleteCheckpoint(trouble);
        return inflicted(trouble, driver, true, "the next one refused it, exit code 1");
      }
      return ended(trouble, next, "the next one did not refuse it");
    }
  }

  private Inflicted awaitHalt(Halt halt, Driver driver) throws InterruptedException {
    Optional<Integer> code = driver.exitWithin(DEADLINE);
    return code.isPresent() && code.get() == Failpoints.EXIT_CODE
        ? inflicted(halt, driver, true, "exit code " + code.get())
        : ended(halt, driver, "not hit within " + DEADLINE.toSeconds() + " s");
  }

  /** Waits until every job has committed. */
  private boolean awaitCommit(Driver driver) throws InterruptedException {
    Map<String, Long> before = histories.lastCommits();
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!histories.haveCommitted(before)) {
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
    return inflicted(fault, driver, false, alive ? aliveDetail : "it ended with exit code " + code);
  }

  private Inflicted inflicted(Fault fault, Driver driver, boolean happened, String detail) {
    return new Inflicted(fault, happened, detail, driver.started(), histories.lastCommits());
  }
}
