package io.footfall.runtime.delta;

import io.footfall.runtime.core.CareSchedule;
import io.footfall.runtime.core.CareSchedule.Done;
import io.footfall.runtime.core.CareSchedule.Task;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.core.config.TablesConfig;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final List<TableTasks> tables;
  private final Map<String, Done> done = new TreeMap<>();
  private final Map<String, Task> warned = new TreeMap<>();
  private final Clock clock;
  private final ScheduledExecutorService thread;

  private TableCare(CareSchedule schedule, List<TableTasks> tables, Clock clock) {
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
            care::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
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

  /** Does what is due. */
  public void look() {
    for (TableTasks table : tables) {
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

  private static void leaveChecksum(TableTasks table) {
    try {
      table.leaveChecksum();
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} gets no checksum: the next start reads its log instead", table.path(), e);
    }
  }

  private void run(TableTasks table, Task task, long version) {
    try {
      table.run(task, clock.instant());
      warned.remove(table.path(), task);
    } catch (IOException | RuntimeException e) {
      if (warned.put(table.path(), task) != task) {
        LOG.warn("{} of {} failed and will be tried again", task, table.path(), e);
      }
      if (task == Task.CHECKPOINT) {
        return;
      }
    }
    done.compute(table.path(), (path, before) -> before.with(task, version, clock.instant()));
  }
}
