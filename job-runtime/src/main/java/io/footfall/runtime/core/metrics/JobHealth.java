package io.footfall.runtime.core.metrics;

import io.footfall.schema.core.error.FootfallException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Where a job stands in its life, and its last troubles. Not thread-safe. */
final class JobHealth {
  private static final int MOST_TROUBLES = 10;

  /** A stage of a job's life. */
  enum Stage {
    STARTING,
    RUNNING,
    WAITING_FOR_RESTART,
    ENDED,
    FAILED;

    /** For JSON. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something that went wrong, for people. */
  record Trouble(Instant at, String problem, String remedy) {}

  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private Stage stage = Stage.STARTING;
  private Instant since;

  JobHealth(Instant now) {
    this.since = now;
  }

  Stage stage() {
    return stage;
  }

  /** When the stage began. */
  Instant since() {
    return since;
  }

  void enter(Stage next, Instant now) {
    stage = next;
    since = now;
  }

  void trouble(FootfallException error, Instant now) {
    trouble(new Trouble(now, error.problem(), error.remedy()));
  }

  /** Keeps it, unless it is the last one over again. */
  void trouble(Trouble trouble) {
    if (!troubles.isEmpty() && troubles.getLast().problem().equals(trouble.problem())) {
      troubles.removeLast();
    }
    troubles.addLast(trouble);
    if (troubles.size() > MOST_TROUBLES) {
      troubles.removeFirst();
    }
  }

  /** The newest first. */
  List<Trouble> troubles() {
    List<Trouble> newestFirst = new ArrayList<>();
    troubles.descendingIterator().forEachRemaining(newestFirst::add);
    return newestFirst;
  }
}
