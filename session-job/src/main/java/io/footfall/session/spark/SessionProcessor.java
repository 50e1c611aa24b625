package io.footfall.session.spark;

import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.core.metrics.Ages;
import io.footfall.runtime.core.metrics.Counts;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.sink.RowProcessor;
import io.footfall.runtime.spark.sink.TaskReport;
import io.footfall.schema.core.event.Micros;
import io.footfall.session.core.LateEvent;
import io.footfall.session.core.SessionRow;
import io.footfall.session.core.SessionUpdate;
import io.footfall.session.core.SessionUpdate.Status;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Unpacks the step's rows and writes each into its table.
 *
 * @param generation of the run
 * @param topic that the events come from
 */
record SessionProcessor(int generation, String topic) implements RowProcessor {
  /** Rows of the late table. */
  static final String LATE = Counts.LATE;

  private static final String FINAL = "final";

  @Override
  public Task start(long batch, Map<String, RecordedOffsets> recorded) {
    int sourceEpoch = recorded.get(SessionTables.AUTHORITY.name()).sourceEpoch();
    return new SessionTask(new SessionRows(generation, sourceEpoch, topic));
  }

  private static final class SessionTask implements Task {
    private final SessionRows rows;
    private final Ages ages = new Ages();
    private final Map<String, Long> counts = new TreeMap<>();

    SessionTask(SessionRows rows) {
      this.rows = rows;
    }

    @Override
    public void process(InternalRow row, TableWriters out) throws IOException {
      SessionRow unpacked = SessionRow.unpack(row.getBinary(0));
      if (unpacked instanceof SessionUpdate update) {
        measure(update);
        out.write(SessionTables.AUTHORITY, Micros.day(update.nowMicros()), rows.update(update));
      } else if (unpacked instanceof LateEvent late) {
        count(LATE);
        out.write(SessionTables.LATE, Micros.day(late.nowMicros()), rows.late(late));
      }
    }

    /** Rows that only the passing of time brought about tell nothing of latency. */
    private void measure(SessionUpdate update) {
      count(update.isFinal() ? FINAL : update.status().name());
      if (update.status() == Status.OPEN) {
        ages.add(update.kafkaMicros(), update.nowMicros());
      }
      if (update.status() != Status.MERGED && update.revision() == 1) {
        count(Counts.SESSIONS_OPENED);
      }
      if (update.status() == Status.CLOSED && update.isFinal()) {
        count(Counts.SESSIONS_CLOSED);
      }
    }

    private void count(String what) {
      counts.merge(what, 1L, Long::sum);
    }

    @Override
    public TaskReport finish(TableWriters out) {
      ages.addTo(counts);
      return new TaskReport(Map.of(), counts);
    }
  }
}
