package io.footfall.runtime.delta;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.core.TableRecord;
import io.footfall.schema.spark.TableLayout;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * The offsets that a table has recorded, in the {@code txn} actions of its own commits. Unlike the
 * copies it is the truth: within an epoch it only goes on.
 *
 * @param basis what {@link Batch#basis()} a move is recorded with
 */
public record DeltaOffsetStore(
    SparkSession spark, String warehouse, TableLayout layout, TxnIds ids, long basis)
    implements OffsetStore {

  @Override
  public String describe() {
    return "table " + layout.path(warehouse);
  }

  @Override
  public Optional<Position> read() {
    return Optional.of(Position.of(look().offsets())).filter(position -> !position.isEmpty());
  }

  @Override
  public void write(Position position) {
    TableRecord before = look();
    DeltaTableSink sink =
        DeltaTableSink.open(spark, warehouse, layout, ids, position.sourceEpoch());
    SortedMap<KafkaPartition, OffsetRange> advance = new TreeMap<>();
    position
        .ends()
        .forEach(
            (partition, end) ->
                advance.put(
                    partition,
                    new OffsetRange(
                        Math.min(end, sink.recorded().end(partition).orElse(end)), end)));
    sink.move(
        new Batch("moved", position.sourceEpoch(), advance, basis), advance, before.offsets());
  }

  @Override
  public void close() {}

  private TableRecord look() {
    return DeltaTableSink.look(spark, warehouse, layout, ids);
  }
}
