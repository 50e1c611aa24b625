package io.footfall.bench.spark;

import io.footfall.runtime.spark.Background;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * CPU time of what runs beside the batches: of the thread that plans it, and of its tasks, which
 * Spark tells with their pool. Collections of garbage and the compiler are not in it.
 */
final class BackgroundMeter extends SparkListener implements AutoCloseable {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final SparkContext context;
  private final String thread;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final AtomicLong taskNanos = new AtomicLong();

  private BackgroundMeter(SparkContext context, String thread) {
    this.context = context;
    this.thread = thread;
  }

  /**
   * Starts.
   *
   * @param thread name of the one that plans
   */
  static BackgroundMeter of(SparkContext context, String thread) {
    BackgroundMeter meter = new BackgroundMeter(context, thread);
    context.addSparkListener(meter);
    return meter;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (submitted.properties() != null
        && Background.POOL.equals(submitted.properties().getProperty(Background.POOL_PROPERTY))) {
      stages.add(submitted.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    TaskMetrics metrics = ended.taskMetrics();
    if (metrics != null && stages.contains(ended.stageId())) {
      taskNanos.addAndGet(metrics.executorCpuTime() + metrics.executorDeserializeCpuTime());
    }
  }

  /** So far; of tasks that have ended. */
  Duration cpu() {
    long planning =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(info -> info != null && info.getThreadName().equals(thread))
            .mapToLong(info -> Math.max(0, threads.getThreadCpuTime(info.getThreadId())))
            .sum();
    return Duration.ofNanos(taskNanos.get() + planning);
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
