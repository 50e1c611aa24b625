package io.footfall.runtime.delta;

import io.footfall.runtime.core.CareSchedule;
import io.footfall.runtime.core.CareSchedule.Done;
import io.footfall.runtime.core.CareSchedule.Task;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.config.TablesConfig;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tends the tables of a running job on a thread of its own, so that no batch waits for a checkpoint
 * of the log. A failure is warned of once and tried again; it never stops the job.
 */
public final class TableCare implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableCare.class);
  private static final long SECONDS_BETWEEN_LOOKS = 5;

  private final CareSchedule schedule;
  private final List<? extends Tended> tables;
  private final Map<String, Done> done = new TreeMap<>();
  private final Map<String, Set<Task>> warned = new TreeMap<>();
  private final Clock clock;
  private final ScheduledExecutorService thread;

  /** A table that can be tended. */
  interface Tended {
    String path();

    /** The newest version that this process knows of. */
    long version();

    /** The version of the newest checkpoint; -1 for none. */
    long checkpointVersion();

    /** Throws whatever Delta throws. */
    void run(Task task, Instant now) throws Exception;

    /** Makes the next start cheap. */
    void leaveChecksum() throws Exception;
  }

  TableCare(CareSchedule schedule, List<? extends Tended> tables, Clock clock) {
    this.schedule = schedule;
    this.tables = tables;
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread care = new Thread(task, "table-care");
              care.setDaemon(true);
              return care;
            });
    tables.forEach(
        table -> done.put(table.path(), Done.opened(table.checkpointVersion(), clock.instant())));
  }

  /** Starts; the tables are there already. */
  public static TableCare start(
      SparkSession spark,
      String warehouse,
      List<TableLayout> layouts,
      TablesConfig config,
      Clock clock) {
    TableCare care = prepare(spark, warehouse, layouts, config, clock);
    ScheduledFuture<?> unused = // what fails is warned of where it fails
        care.thread.scheduleWithFixedDelay(
            care::lookAgain, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    return care;
  }

  /** As {@link #start}, but looks only when told to. */
  public static TableCare prepare(
      SparkSession spark,
      String warehouse,
      List<TableLayout> layouts,
      TablesConfig config,
      Clock clock) {
    List<TableTasks> tables = new ArrayList<>();
    for (TableLayout layout : layouts) {
      try {
        tables.add(new TableTasks(spark, warehouse, layout.name(), config.logRetention()));
      } catch (IOException e) {
        throw RuntimeErrors.tableUnusable(layout.path(warehouse), e);
      }
    }
    return new TableCare(new CareSchedule(config.compaction()), tables, clock);
  }

  /** For a schedule, which ends for good with the first look that throws. */
  void lookAgain() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      LOG.warn("the care of tables was cut short and begins anew", e);
    }
  }

  /** Does what is due. */
  public void look() {
    for (Tended table : tables) {
      long version = table.version();
      for (Task task : schedule.due(done.get(table.path()), version, clock.instant())) {
        run(table, task, version);
      }
    }
  }

  /**
   * Ends after the task at hand, waiting a little for it; then makes the next start cheap. The job
   * commits no more.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    tables.forEach(TableCare::leaveChecksum);
  }

  private static void leaveChecksum(Tended table) {
    try {
      table.leaveChecksum();
    } catch (Exception e) { // Scala declares none of what it throws
      LOG.debug("{} gets no checksum: the next start reads its log instead", table.path(), e);
    }
  }

  private void run(Tended table, Task task, long version) {
    Set<Task> failed = warned.computeIfAbsent(table.path(), path -> EnumSet.noneOf(Task.class));
    try {
      table.run(task, clock.instant());
      failed.remove(task);
    } catch (Exception e) { // Scala declares none of what it throws
      if (DeltaFailures.isConflict(e)) {
        LOG.info(
            "{} of {} is left for next time: somebody else has changed it", task, table.path());
      } else if (failed.add(task)) {
        LOG.warn("{} of {} failed and will be tried again", task, table.path(), e);
      }
      if (task == Task.CHECKPOINT) {
        return;
      }
    }
    done.compute(table.path(), (path, before) -> before.with(task, version, clock.instant()));
  }
}
