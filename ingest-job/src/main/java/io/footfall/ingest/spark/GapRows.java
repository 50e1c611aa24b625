package io.footfall.ingest.spark;

import io.footfall.ingest.core.SeenOffsets;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.sink.BatchFinisher;
import io.footfall.runtime.spark.sink.TaskReport;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes the offsets of a batch that hold no record to {@code offset_gaps}.
 *
 * @param recorded what {@code offset_gaps} has recorded; offsets below are there already
 */
record GapRows(Supplier<RecordedOffsets> recorded) implements BatchFinisher {

  @Override
  public void finish(Batch batch, Instant timestamp, List<TaskReport> reports, TableWriters out)
      throws IOException {
    IngestRows rows = new IngestRows(recorded.get().sourceEpoch());
    long micros = Micros.of(timestamp);
    Map<KafkaPartition, List<OffsetRange>> gaps =
        SeenOffsets.gaps(notYetRecorded(batch), reports.stream().map(TaskReport::seen).toList());
    for (Map.Entry<KafkaPartition, List<OffsetRange>> entry : gaps.entrySet()) {
      for (OffsetRange gap : entry.getValue()) {
        out.write(Tables.OFFSET_GAPS, Micros.day(micros), rows.gap(entry.getKey(), gap, micros));
      }
    }
  }

  private Map<KafkaPartition, OffsetRange> notYetRecorded(Batch batch) {
    Map<KafkaPartition, OffsetRange> open = new TreeMap<>();
    batch
        .ranges()
        .forEach(
            (partition, range) -> {
              long from = Math.max(range.from(), recorded.get().end(partition).orElse(0L));
              if (from < range.until()) {
                open.put(partition, new OffsetRange(from, range.until()));
              }
            });
    return open;
  }
}
