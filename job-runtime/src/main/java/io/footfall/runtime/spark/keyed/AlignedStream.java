package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.core.aligned.AlignedCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsAdmissionControl;
import org.apache.spark.sql.execution.streaming.MicroBatchExecution;

/**
 * Spark's Kafka stream, with batches that end where {@link AlignedCut} says. The first batch after
 * a start comes also where nothing is new, so that what is due by time is found on an idle topic.
 */
final class AlignedStream
    implements MicroBatchStream, SupportsAdmissionControl, ReportsSourceMetrics {
  /** How often the clocks of an idle topic's batches go on. */
  private static final long IDLE_MILLIS = 1_000;

  /** How soon a new record is noticed there. */
  private static final long LOOK_MILLIS = 50;

  private final MicroBatchStream kafka;
  private final KeyedInput input;
  private final AlignedCut cut;
  private TopicReader topic;
  private Map<KafkaPartition, Long> latest = Map.of();
  private boolean looked;

  AlignedStream(MicroBatchStream kafka, KeyedInput input) {
    this.kafka = kafka;
    this.input = input;
    this.cut = new AlignedCut(input.most(), this::firstAtOrAfter);
  }

  @Override
  public ReadLimit getDefaultReadLimit() {
    return ReadLimit.allAvailable(); // the cut has the limit
  }

  @Override
  public Offset latestOffset() {
    throw new UnsupportedOperationException("Spark asks with the position where this is possible");
  }

  @Override
  public Offset latestOffset(Offset start, ReadLimit limit) {
    OffsetText from = OffsetText.of(start.json());
    boolean first = !looked;
    looked = true;
    latest = first || input.end().isFixed() ? latest(from) : latestAwaited(from);
    Map<KafkaPartition, Long> ends =
        first && !input.firstEnds().isEmpty()
            ? firstEnds(from.offsets())
            : cut.ends(from.offsets(), latest, input.clock().millis());
    if (ends.equals(from.offsets())) {
      return first ? from.again() : from;
    }
    return OffsetText.of(ends);
  }

  private Map<KafkaPartition, Long> latest(OffsetText from) {
    Offset newest =
        ((SupportsAdmissionControl) kafka).latestOffset(kafkas(from), ReadLimit.allAvailable());
    return input.end().bound(OffsetText.of(newest.json()).offsets());
  }

  /**
   * What is new, as soon as it is there, or after a while that nothing is: else a query on an idle
   * topic would run one empty batch after the other.
   */
  private Map<KafkaPartition, Long> latestAwaited(OffsetText from) {
    Map<KafkaPartition, Long> at = from.offsets();
    Map<KafkaPartition, Long> found = latest(from);
    try {
      for (long left = IDLE_MILLIS; found.equals(at) && left > 0; left -= LOOK_MILLIS) {
        Thread.sleep(LOOK_MILLIS);
        found = latest(from);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the query is stopped
    }
    return found;
  }

  private Map<KafkaPartition, Long> firstEnds(Map<KafkaPartition, Long> from) {
    Map<KafkaPartition, Long> ends = new TreeMap<>(from);
    input.firstEnds().forEach((partition, end) -> ends.merge(partition, end, Math::max));
    return ends;
  }

  private Map<KafkaPartition, Long> firstAtOrAfter(long millis) {
    if (topic == null) {
      topic = input.topic().get();
    }
    return topic.firstAtOrAfter(latest.keySet(), millis);
  }

  @Override
  public Offset reportLatestOffset() {
    return ((SupportsAdmissionControl) kafka).reportLatestOffset();
  }

  @Override
  public Offset initialOffset() {
    return OffsetText.of(kafka.initialOffset().json());
  }

  @Override
  public Offset deserializeOffset(String json) {
    return OffsetText.of(json);
  }

  @Override
  public InputPartition[] planInputPartitions(Offset start, Offset end) {
    return kafka.planInputPartitions(kafkas(start), kafkas(end));
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    long batch =
        Long.parseLong(
            SparkSession.active()
                .sparkContext()
                .getLocalProperty(MicroBatchExecution.BATCH_ID_KEY()));
    try {
      return EventReaderFactory.of(kafka.createReaderFactory(), input, batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> metrics(Optional<Offset> latestConsumed) {
    return ((ReportsSourceMetrics) kafka).metrics(latestConsumed.map(this::kafkas));
  }

  @Override
  public void commit(Offset end) {
    kafka.commit(kafkas(end));
  }

  @Override
  public void stop() {
    if (topic != null) {
      topic.close();
    }
    kafka.stop();
  }

  /** The same position as Spark's Kafka source knows it. */
  private Offset kafkas(Offset offset) {
    return kafka.deserializeOffset(offset.json());
  }
}
