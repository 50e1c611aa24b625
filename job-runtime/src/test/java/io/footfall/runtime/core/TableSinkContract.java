package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.schema.core.error.FootfallException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link TableSink} promises. */
public abstract class TableSinkContract {
  private static final KafkaPartition P0 = new KafkaPartition("t", 0);
  private static final KafkaPartition P1 = new KafkaPartition("t", 1);

  /** A sink as a driver that starts now opens it; all of one test share one table. */
  protected abstract TableSink open();

  /** Makes a file that {@link TableSink#commit} can name, with one row. */
  protected abstract DataFile file();

  /** The rows that a reader of the table sees. */
  protected abstract long rows();

  @Test
  void aNewTableHasRecordedNothing() {
    assertThat(open().recorded()).isEqualTo(RecordedOffsets.none(0));
  }

  @Test
  void rowsAndOffsetsBecomeVisibleTogether() {
    TableSink sink = open();
    sink.commit(batch(0), Map.of(P0, range(3, 10)), List.of(file()));
    assertThat(rows()).isEqualTo(1);
    RecordedOffsets expected = new RecordedOffsets(0, Map.of(P0, range(3, 10)));
    assertThat(sink.recorded()).isEqualTo(expected);
    assertThat(open().recorded()).isEqualTo(expected);
  }

  @Test
  void theFirstOffsetStaysAndTheEndMoves() {
    TableSink sink = open();
    sink.commit(batch(0), Map.of(P0, range(3, 10)), List.of(file()));
    sink.commit(batch(1), Map.of(P0, range(10, 20), P1, range(0, 2)), List.of(file()));
    assertThat(open().recorded())
        .isEqualTo(new RecordedOffsets(0, Map.of(P0, range(3, 20), P1, range(0, 2))));
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void offsetsMoveWithoutRows() {
    open().commit(batch(0), Map.of(P0, range(0, 7)), List.of());
    assertThat(open().recorded().end(P0)).contains(7L);
    assertThat(rows()).isZero();
  }

  @Test
  void ofTwoDriversTheSecondIsFencedAndTheFirstGoesOn() {
    TableSink first = open();
    TableSink second = open();
    first.commit(batch(0), Map.of(P0, range(0, 10)), List.of(file()));
    assertThatThrownBy(() -> second.commit(batch(0), Map.of(P0, range(0, 12)), List.of(file())))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("another driver has committed to table");
    first.commit(batch(1), Map.of(P0, range(10, 20)), List.of(file()));
    assertThat(rows()).isEqualTo(2);
    assertThat(open().recorded().end(P0)).contains(20L);
  }

  @Test
  void tellsTheBasisOfItsLastCommit() {
    assertThat(open().recordedBasis()).isEmpty();
    TableSink sink = open();
    sink.commit(batch(0), Map.of(P0, range(0, 7)), List.of());
    assertThat(open().recordedBasis()).hasValue(7);
    sink.commit(new Batch("query", 1, Map.of(), 8), Map.of(P0, range(7, 9)), List.of());
    assertThat(sink.recordedBasis()).hasValue(8);
    assertThat(open().recordedBasis()).hasValue(8);
  }

  @Test
  void tellsTheNumbersOfItsLastCommitAndEachQuerysLastBatch() {
    assertThat(open().mark("watermark")).isEmpty();
    TableSink sink = open();
    Map<KafkaPartition, OffsetRange> first = Map.of(P0, range(0, 7));
    sink.commit(new Batch("query", 4, first, 7, Map.of("watermark", -5L)), first, List.of());
    assertThat(sink.mark("watermark")).hasValue(-5);
    assertThat(sink.mark("query")).hasValue(4);
    Map<KafkaPartition, OffsetRange> next = Map.of(P0, range(7, 9));
    sink.commit(new Batch("other", 0, next, 7, Map.of("watermark", 6L)), next, List.of());
    for (TableSink each : List.of(sink, open())) {
      assertThat(each.mark("watermark")).hasValue(6);
      assertThat(each.mark("query")).hasValue(4);
      assertThat(each.mark("other")).hasValue(0);
    }
  }

  @Test
  void rowsBecomeVisibleWhereNoOffsetMoves() {
    TableSink sink = open();
    sink.commit(batch(0), Map.of(P0, range(3, 10)), List.of());
    sink.commit(batch(1), Map.of(P0, range(10, 10)), List.of(file()));
    assertThat(open().recorded()).isEqualTo(new RecordedOffsets(0, Map.of(P0, range(3, 10))));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aDriverIsFencedByRowsWhereNoOffsetMoved() {
    open().commit(batch(0), Map.of(P0, range(0, 10)), List.of());
    TableSink first = open();
    TableSink second = open();
    first.commit(batch(1), Map.of(P0, range(10, 10)), List.of(file()));
    assertThatThrownBy(() -> second.commit(batch(1), Map.of(P0, range(10, 10)), List.of(file())))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("another driver has committed to table");
    assertThat(rows()).isEqualTo(1);
  }

  private static Batch batch(long id) {
    return new Batch("query", id, Map.of(), 7);
  }

  private static OffsetRange range(long from, long until) {
    return new OffsetRange(from, until);
  }
}
