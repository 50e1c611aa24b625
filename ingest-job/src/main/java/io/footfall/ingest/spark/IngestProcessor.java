package io.footfall.ingest.spark;

import io.footfall.ingest.core.EventCounts;
import io.footfall.ingest.core.SeenOffsets;
import io.footfall.ingest.core.StatsPartials;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.metrics.Counts;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.runtime.spark.sink.RowProcessor;
import io.footfall.runtime.spark.sink.TaskReport;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Parses each record once and writes it where it belongs: {@code events} or {@code quarantine}, and
 * counts it in {@code event_stats_partial}.
 *
 * @param keepRaw whether quarantine keeps the bytes of rejected records
 * @param counted what is counted apart for metrics
 */
record IngestProcessor(MappingHistory mappings, boolean keepRaw, EventCounts.Sets counted)
    implements RowProcessor {
  static final String VALID = Counts.VALID;
  static final String QUARANTINED = "quarantined";

  /** Keys in memory before counts are written early: additive rows may repeat a key. */
  private static final int MOST_STATS = 10_000;

  @Override
  public Task start(long batch, Map<String, RecordedOffsets> recorded) {
    return new IngestTask(EventCodec.of(mappings.of(batch, recorded)), keepRaw, counted, recorded);
  }

  private static final class IngestTask implements Task {
    private final EventCodec codec;
    private final boolean keepRaw;
    private final Map<String, RecordedOffsets> recorded;
    private final SeenOffsets seen = new SeenOffsets();
    private final StatsPartials stats = new StatsPartials();
    private final IngestRows rows;
    private final EventCounts metrics;
    private final Map<String, Long> counts = new TreeMap<>();
    private KafkaPartition partition = new KafkaPartition("", 0);
    private long eventsEnd;
    private long quarantineEnd;
    private long statsEnd;
    private Provenance last;

    IngestTask(
        EventCodec codec,
        boolean keepRaw,
        EventCounts.Sets counted,
        Map<String, RecordedOffsets> recorded) {
      this.codec = codec;
      this.keepRaw = keepRaw;
      this.metrics = new EventCounts(counted);
      this.recorded = recorded;
      this.rows = new IngestRows(recorded.get(Tables.EVENTS.name()).sourceEpoch());
    }

    @Override
    public void process(InternalRow row, TableWriters out) throws IOException {
      Provenance from = Provenance.of(row, partition);
      if (!from.partition().equals(partition)) {
        turnTo(from.partition());
      }
      seen.add(from.partition(), from.offset());
      metrics.record(from.timestampMicros(), from.batchMicros());
      last = from;
      byte[] value = row.isNullAt(KafkaSource.VALUE) ? null : row.getBinary(KafkaSource.VALUE);
      Verdict verdict = codec.parse(value, from.timestampMicros() / 1000);
      if (verdict instanceof BehaviorEvent event) {
        accept(event, from, out);
      } else if (verdict instanceof Rejection rejection) {
        reject(rejection, value, row, from, out);
      }
    }

    @Override
    public TaskReport finish(TableWriters out) throws IOException {
      writeStats(out);
      metrics.addTo(counts);
      return new TaskReport(seen.ranges(), counts);
    }

    private void accept(BehaviorEvent event, Provenance from, TableWriters out) throws IOException {
      counts.merge(VALID, 1L, Long::sum);
      metrics.item(event.itemId());
      if (from.offset() >= eventsEnd) {
        out.write(Tables.EVENTS, Micros.day(event.eventTimeMicros()), rows.event(event, from));
      }
      if (from.offset() >= statsEnd) {
        stats.add(event);
        if (stats.size() >= MOST_STATS) {
          writeStats(out);
        }
      }
    }

    private void reject(
        Rejection rejection, byte[] value, InternalRow row, Provenance from, TableWriters out)
        throws IOException {
      counts.merge(QUARANTINED, 1L, Long::sum);
      counts.merge(rejection.reason().name(), 1L, Long::sum);
      if (from.offset() >= quarantineEnd) {
        byte[] key =
            keepRaw && !row.isNullAt(KafkaSource.KEY) ? row.getBinary(KafkaSource.KEY) : null;
        out.write(
            Tables.QUARANTINE,
            Micros.day(from.batchMicros()),
            rows.rejection(rejection, keepRaw ? value : null, key, from));
      }
    }

    private void writeStats(TableWriters out) throws IOException {
      for (Map.Entry<StatsPartials.Key, StatsPartials.Partial> entry : stats.drain().entrySet()) {
        metrics.events(entry.getKey(), entry.getValue());
        out.write(
            Tables.EVENT_STATS_PARTIAL,
            Micros.day(last.batchMicros()),
            rows.stats(entry.getKey(), entry.getValue(), last));
      }
    }

    private void turnTo(KafkaPartition next) {
      partition = next;
      eventsEnd = end(Tables.EVENTS);
      quarantineEnd = end(Tables.QUARANTINE);
      statsEnd = end(Tables.EVENT_STATS_PARTIAL);
    }

    private long end(TableLayout table) {
      return recorded.get(table.name()).end(partition).orElse(0L);
    }
  }
}
