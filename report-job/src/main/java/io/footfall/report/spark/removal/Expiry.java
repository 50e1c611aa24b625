package io.footfall.report.spark.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.footfall.report.spark.EventStats;
import io.footfall.runtime.delta.DeltaFailures;
import io.footfall.runtime.delta.OldPartitions;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Removes what has outlived {@code footfall.retention}, by whole dates of commits: rejected
 * records, listed in {@code removals} first; the attempts to replay them; partial counts that are
 * merged. Never what a reader has not read. Killed at any moment, the next run completes it.
 */
public final class Expiry {
  private static final String DATE = "commit_date";

  private final SparkSession session;
  private final FootfallConfig config;
  private final Instant now;
  private final Removals removals;

  /**
   * @param spark left as it is
   */
  public Expiry(SparkSession spark, FootfallConfig config, Instant now) {
    this.session = spark.newSession();
    this.config = config;
    this.now = now;
    this.removals = new Removals(session, config, now);
  }

  /**
   * What was done to a table, or would be.
   *
   * @param rows how many rows went, by date of commit
   * @param held dates that are old enough and were left to a reader
   * @param complete false when somebody else was rewriting the same files: the next run goes on
   */
  public record Outcome(
      String table, SortedMap<LocalDate, Long> rows, SortedSet<LocalDate> held, boolean complete) {}

  /**
   * Runs.
   *
   * @param dryRun only finds out, and writes nothing
   * @return one for each table that has a retention, and is there
   */
  public List<Outcome> run(boolean dryRun) {
    List<Outcome> outcomes = new ArrayList<>();
    config
        .retention()
        .quarantine()
        .flatMap(age -> old(Tables.QUARANTINE, age))
        .ifPresent(
            old -> {
              SortedSet<LocalDate> held = old.unread(OptionalLong.empty());
              outcomes.add(
                  remove(Tables.QUARANTINE, old, held, dryRun, dates -> removeListed(old, dates)));
              attempts(without(old.dates(), held), dryRun).ifPresent(outcomes::add);
            });
    config
        .retention()
        .eventStatsPartial()
        .flatMap(age -> old(Tables.EVENT_STATS_PARTIAL, age))
        .map(old -> partials(old, dryRun))
        .ifPresent(outcomes::add);
    return outcomes;
  }

  private Optional<OldPartitions> old(TableLayout layout, Duration age) {
    return OldPartitions.before(
        session, config.warehouse(), layout, LocalDate.ofInstant(now.minus(age), ZoneOffset.UTC));
  }

  /** Only when each row is listed, be it by another run. */
  private boolean removeListed(OldPartitions old, Collection<LocalDate> dates) {
    Dataset<Row> rows = old.rows(dates);
    removals.listExpired(rows);
    boolean listed = removals.unlisted(rows).isEmpty();
    if (listed) {
      old.removeListed(dates);
    }
    return listed;
  }

  private static boolean removeAll(OldPartitions old, Collection<LocalDate> dates) {
    old.remove(dates);
    return true;
  }

  /**
   * Attempts go when the record that they were made of has gone: they keep it from being sent
   * twice.
   *
   * @param expired dates of records that would go, in a dry run
   */
  private Optional<Outcome> attempts(Collection<LocalDate> expired, boolean dryRun) {
    return old(ReportTables.QUARANTINE_ATTEMPTS, config.retention().quarantine().orElseThrow())
        .map(
            old -> {
              Dataset<Row> records =
                  Pinned.newest(session, config.warehouse(), Tables.QUARANTINE)
                      .orElseThrow()
                      .rows()
                      .where(dryRun ? not(col(DATE).isin(expired.toArray())) : lit(true))
                      .select(Copies.columns(Copies.record()));
              SortedSet<LocalDate> held =
                  dates(old.rows(old.dates()).join(records, Copies.record(), "left_semi"));
              held.addAll(old.unread(OptionalLong.empty()));
              return remove(
                  ReportTables.QUARANTINE_ATTEMPTS,
                  old,
                  held,
                  dryRun,
                  dates -> removeAll(old, dates));
            });
  }

  /** Where nothing was merged yet, all is held. */
  private Outcome partials(OldPartitions old, boolean dryRun) {
    OptionalLong merged = new EventStats(session, config).merged(old.tableId());
    return remove(
        Tables.EVENT_STATS_PARTIAL,
        old,
        merged.isEmpty() ? old.dates() : old.unread(merged),
        dryRun,
        dates -> removeAll(old, dates));
  }

  private static Outcome remove(
      TableLayout layout,
      OldPartitions old,
      SortedSet<LocalDate> held,
      boolean dryRun,
      Predicate<Collection<LocalDate>> removal) {
    SortedSet<LocalDate> dates = without(old.dates(), held);
    SortedMap<LocalDate, Long> rows = countByDate(old.rows(dates));
    boolean complete = true;
    if (!dryRun && !dates.isEmpty()) {
      try {
        complete = removal.test(dates);
      } catch (RuntimeException e) {
        if (!DeltaFailures.isConflict(e)) {
          throw e;
        }
        complete = false;
      }
    }
    return new Outcome(layout.name(), rows, held, complete);
  }

  private static SortedSet<LocalDate> without(
      SortedSet<LocalDate> dates, Collection<LocalDate> held) {
    SortedSet<LocalDate> rest = new TreeSet<>(dates);
    rest.removeAll(held);
    return rest;
  }

  private static SortedMap<LocalDate, Long> countByDate(Dataset<Row> rows) {
    SortedMap<LocalDate, Long> counts = new TreeMap<>();
    rows.groupBy(DATE)
        .count()
        .selectExpr("CAST(commit_date AS STRING)", "count")
        .collectAsList()
        .forEach(row -> counts.put(LocalDate.parse(row.getString(0)), row.getLong(1)));
    return counts;
  }

  private static SortedSet<LocalDate> dates(Dataset<Row> rows) {
    return new TreeSet<>(countByDate(rows).keySet());
  }
}
