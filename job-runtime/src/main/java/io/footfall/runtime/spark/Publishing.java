package io.footfall.runtime.spark;

import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.Publication.Pace;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.publish.OffsetPublisher;
import io.footfall.offsets.publish.OffsetStores;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.Failpoints.Point;
import io.footfall.runtime.core.metrics.PublishingObserver;
import io.footfall.runtime.spark.sink.BatchListener;
import io.footfall.runtime.spark.sink.JobSink;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.OffsetsConfig.Target;
import io.footfall.schema.core.error.FootfallException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the authority table of a running job has recorded: after each commit, beside the
 * batches.
 */
final class Publishing implements AutoCloseable, BatchListener {
  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Supplier<RecordedOffsets> recorded;
  private final PublishingObserver observer;
  private final List<OffsetPublisher> publishers;
  private volatile Committed last;
  private volatile long handOverMicros;

  /** What the last commit has recorded. */
  private record Committed(long batch, Position position) {}

  private Publishing(JobPlan plan, JobSink sink) {
    this.recorded = sink.committer()::position;
    this.observer = sink.listener().publishing();
    this.last = new Committed(-1, Position.of(recorded.get()));
    this.publishers =
        plan.config().offsets().targets().stream()
            .map(target -> publisher(target, plan, sink))
            .toList();
  }

  /** Starts with what is recorded already. */
  static Publishing start(JobPlan plan, JobSink sink) {
    return new Publishing(plan, sink);
  }

  private OffsetPublisher publisher(Target target, JobPlan plan, JobSink sink) {
    FootfallConfig config = plan.config();
    String name = target.name().toLowerCase(Locale.ROOT);
    OffsetPublisher publisher =
        OffsetPublisher.start(
            name,
            () -> OffsetStores.open(target, config, plan.job(), plan.bootstrapServers()),
            new Pace(config.offsets().interval(), config.offsets().heartbeat(), LONGEST_RETRY),
            Clock.systemUTC(),
            () -> sink.failpoints().hit(Point.MID_PUBLISH),
            new Heard(name));
    publisher.committed(last.position());
    return publisher;
  }

  @Override
  public void committed(Batch batch, Map<String, Long> counts) {
    long from = System.nanoTime();
    Position position = Position.of(recorded.get());
    last = new Committed(batch.id(), position);
    publishers.forEach(publisher -> publisher.committed(position));
    handOverMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from);
  }

  /** What publishing has cost the stream's thread in the last batch that was committed. */
  @Override
  public Map<String, String> sinkMetrics() {
    return Map.of("publishMicros", Long.toString(handOverMicros));
  }

  /** Publishes what is left. */
  @Override
  public void close() {
    publishers.forEach(OffsetPublisher::close);
  }

  private final class Heard implements OffsetPublisher.Listener {
    private final String target;

    Heard(String target) {
      this.target = target;
    }

    @Override
    public void wrote(Position position) {
      Committed now = last;
      boolean all = now.position().isWithin(position);
      observer.published(target, all ? now.batch() : now.batch() - 1);
    }

    @Override
    public void failed(FootfallException error) {
      observer.publishFailed(target, error.problem());
    }

    @Override
    public void warn(String message) {
      LOG.warn(message);
    }
  }
}
