package io.footfall.funnel.spark;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.runtime.core.metrics.Ages;
import io.footfall.runtime.core.metrics.Counts;
import io.footfall.runtime.core.metrics.Detail;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.sink.RowProcessor;
import io.footfall.runtime.spark.sink.TaskReport;
import io.footfall.schema.core.event.Micros;
import io.footfall.schema.spark.Tables;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Writes the step's rows to {@code funnel_updates} and {@code funnel_late_events}.
 *
 * @param generation of this run
 * @param topic that the events come from
 */
record FunnelProcessor(Funnels funnels, int generation, String topic) implements RowProcessor {
  static final String COUNTED = "counted";
  static final String TAKEN_BACK = "taken_back";
  static final String ABANDONED = "abandoned";
  static final String LATE = Counts.LATE;
  static final String CAPPED = "capped";

  @Override
  public Task start(long batch, Map<String, RecordedOffsets> recorded) {
    return new FunnelTask(
        funnels,
        new FunnelRows(
            funnels, generation, recorded.get(Tables.FUNNEL_UPDATES.name()).sourceEpoch(), topic));
  }

  private static final class FunnelTask implements Task {
    private final Funnels funnels;
    private final FunnelRows rows;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Ages ages = new Ages();

    /** Names of the counts of users per step, by funnel; of those that are configured. */
    private final Map<Integer, String[]> users = new HashMap<>();

    FunnelTask(Funnels funnels, FunnelRows rows) {
      this.funnels = funnels;
      this.rows = rows;
      for (ActiveFunnel funnel : funnels.all()) {
        if (funnel.isConfigured()) {
          String[] names = new String[funnel.shape().steps()];
          Arrays.setAll(names, step -> Detail.FUNNEL.named(funnel.name() + "/" + (step + 1)));
          users.put(funnel.id(), names);
        }
      }
    }

    @Override
    public void process(InternalRow packed, TableWriters out) throws IOException {
      FunnelRow.OfUser of = FunnelRow.unpack(packed.getBinary(0));
      if (of.row() instanceof FunnelRow.Update update) {
        count(update.sign() > 0 ? COUNTED : TAKEN_BACK, 1);
        countUsers(update);
        if (update.sign() > 0) {
          ages.add(update.kafkaMicros(), update.nowMicros());
        }
        int day = Micros.day(update.nowMicros());
        out.write(Tables.FUNNEL_UPDATES, day, rows.update(of.user(), update));
      } else if (of.row() instanceof FunnelRow.Abandoned end) {
        count(ABANDONED, 1);
        int day = Micros.day(end.nowMicros());
        out.write(Tables.FUNNEL_UPDATES, day, rows.abandoned(of.user(), end));
      } else if (of.row() instanceof FunnelRow.Late late) {
        count(LATE, 1);
        int day = Micros.day(late.nowMicros());
        out.write(Tables.FUNNEL_LATE_EVENTS, day, rows.late(of.user(), late));
      } else if (of.row() instanceof FunnelRow.Capped capped) {
        count(CAPPED, capped.events());
        count(Detail.CAPPED.named(funnels.get(capped.funnel()).name()), capped.events());
      }
    }

    @Override
    public TaskReport finish(TableWriters out) {
      ages.addTo(counts);
      return new TaskReport(Map.of(), counts);
    }

    private void countUsers(FunnelRow.Update update) {
      String[] names = users.get(update.result().funnel());
      for (int step = 0; names != null && step < update.result().level(); step++) {
        count(names[step], update.sign());
      }
    }

    private void count(String what, long many) {
      counts.merge(what, many, Long::sum);
    }
  }
}
