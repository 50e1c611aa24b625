package io.footfall.report.spark.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.footfall.report.spark.removal.Removals.Search;
import io.footfall.runtime.delta.DeltaFailures;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.runtime.spark.keyed.Settled;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Removes what a producer has sent twice from the closed dates of {@code events}: lists the copies
 * in {@code removals}, takes out of {@code events} what is listed, and takes its counts back in
 * {@code event_stats_partial}. Killed at any moment, the next run completes it. Runs beside the
 * jobs. A date is searched when it closes, and again when events have come to it since.
 */
public final class DuplicateRemoval {
  /** What one commit rewrites at most: a first run over years must not sort them all at once. */
  private static final int DATES_AT_A_TIME = 31;

  private final SparkSession session;
  private final FootfallConfig config;
  private final List<Settled> jobs;
  private final Removals removals;
  private final Copies copies;

  /**
   * @param spark left as it is
   * @param jobs the stateful jobs that have recorded anything
   */
  public DuplicateRemoval(
      SparkSession spark, FootfallConfig config, List<Settled> jobs, Instant now) {
    this.session = spark.newSession();
    this.config = config;
    this.jobs = List.copyOf(jobs);
    this.removals = new Removals(session, config, now);
    this.copies = new Copies(session, config, this.jobs);
  }

  /**
   * What was done, or would be.
   *
   * @param closedBefore dates from this one on are not closed yet
   * @param rows how many copies there were, by date, without dates that had none
   * @param complete false when somebody else was rewriting the same files: the next run goes on
   */
  public record Outcome(
      LocalDate closedBefore, SortedMap<LocalDate, Long> rows, boolean complete) {}

  /**
   * Runs.
   *
   * @param dryRun only finds out, and writes nothing
   * @return empty where there are no events, or no date is closed
   */
  public Optional<Outcome> run(boolean dryRun) {
    return closedBefore()
        .flatMap(
            closed ->
                TableChanges.of(session, config.warehouse(), Tables.EVENTS)
                    .map(events -> run(events, closed, dryRun)));
  }

  /** Behind what every job is done with; none where no job says so. */
  private Optional<LocalDate> closedBefore() {
    OptionalLong micros = jobs.stream().mapToLong(Settled::beforeMicros).min();
    return micros.isEmpty() || micros.getAsLong() == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(LocalDate.ofEpochDay(Micros.day(micros.getAsLong())));
  }

  private Outcome run(TableChanges.Source events, LocalDate closed, boolean dryRun) {
    SortedMap<LocalDate, Long> found = new TreeMap<>();
    boolean complete = true;
    for (SortedSet<LocalDate> dates : parts(toSearch(events, closed))) {
      Dataset<Row> there = copies.of(rows(events), dates).cache();
      try {
        SortedMap<LocalDate, Long> counts = countByDate(there);
        found.putAll(counts);
        complete &= dryRun || counts.isEmpty() || remove(there, new TreeSet<>(counts.keySet()));
      } finally {
        there.unpersist();
      }
    }
    if (!dryRun && complete) {
      complete = unlessOthersWereQuicker(() -> conclude(events, closed));
    }
    return new Outcome(closed, found, complete);
  }

  /** Dates that have closed since the last time, and closed ones to which events have come. */
  private SortedSet<LocalDate> toSearch(TableChanges.Source events, LocalDate closed) {
    OptionalLong version = removals.searched(Search.VERSION, events.tableId());
    OptionalLong before = removals.searched(Search.CLOSED, events.tableId());
    TableChanges since = events.since(version);
    Column isClosed = col("event_date").lt(lit(closed));
    if (since.whole() || before.isEmpty()) {
      return dates(rows(events).where(isClosed));
    }
    LocalDate closedThen = LocalDate.ofEpochDay(before.getAsLong());
    SortedSet<LocalDate> dates =
        dates(rows(events).where(isClosed).where(col("event_date").geq(closedThen)));
    dates.addAll(dates(since.rows().where(isClosed)));
    return dates;
  }

  /** False when this has to be done again. */
  private boolean remove(Dataset<Row> there, SortedSet<LocalDate> dates) {
    return unlessOthersWereQuicker(
            () -> {
              removals.list(there);
              removals.removeListed(dates);
            })
        && removals.unlisted(there).isEmpty();
  }

  /** Only now, when what was listed is gone: a run that was killed before has both still to do. */
  private void conclude(TableChanges.Source events, LocalDate closed) {
    removals.restate();
    removals.search(Search.VERSION, events.tableId(), events.version());
    removals.search(Search.CLOSED, events.tableId(), closed.toEpochDay());
  }

  /** False when they were, at one of the commits. */
  private static boolean unlessOthersWereQuicker(Runnable change) {
    try {
      change.run();
      return true;
    } catch (RuntimeException e) {
      if (DeltaFailures.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }

  private Dataset<Row> rows(TableChanges.Source events) {
    return session
        .read()
        .format("delta")
        .option("versionAsOf", Long.toString(events.version()))
        .load(Tables.EVENTS.path(config.warehouse()));
  }

  private static SortedMap<LocalDate, Long> countByDate(Dataset<Row> rows) {
    SortedMap<LocalDate, Long> counts = new TreeMap<>();
    rows.groupBy("event_date")
        .count()
        .selectExpr("CAST(event_date AS STRING)", "count")
        .collectAsList()
        .forEach(row -> counts.put(LocalDate.parse(row.getString(0)), row.getLong(1)));
    return counts;
  }

  private static SortedSet<LocalDate> dates(Dataset<Row> rows) {
    SortedSet<LocalDate> dates = new TreeSet<>();
    rows.select("event_date")
        .distinct()
        .selectExpr("CAST(event_date AS STRING)")
        .collectAsList()
        .forEach(row -> dates.add(LocalDate.parse(row.getString(0))));
    return dates;
  }

  private static List<SortedSet<LocalDate>> parts(SortedSet<LocalDate> dates) {
    List<SortedSet<LocalDate>> parts = new ArrayList<>();
    for (LocalDate date : dates) {
      if (parts.isEmpty() || parts.get(parts.size() - 1).size() == DATES_AT_A_TIME) {
        parts.add(new TreeSet<>());
      }
      parts.get(parts.size() - 1).add(date);
    }
    return parts;
  }
}
