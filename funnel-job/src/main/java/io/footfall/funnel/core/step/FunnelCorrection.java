package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.FunnelRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * Counts the cohorts of a user that late events may have changed once more, from all of his events,
 * and says which rows make the sums of the tables tell the same. One thread.
 */
public final class FunnelCorrection {
  private final Funnels funnels;
  private final FunnelRecount recount;
  private final long watermark;
  private final long now;

  /**
   * A row that stands, or that is to be written.
   *
   * @param sign of an abandoned cohort: -1 takes the row back, 0 does not
   */
  public record Signed(FunnelRow row, int sign) {}

  /**
   * What came of it.
   *
   * @param rows to be written
   * @param waiting cohorts that late events may change and that are not final yet
   */
  public record Outcome(List<Signed> rows, int waiting) {}

  private record Key(int funnel, long cohort) {
    static Key of(CohortResult result) {
      return new Key(result.funnel(), result.cohort());
    }
  }

  private record End(CohortResult result, String reason) {}

  /** What the tables say of a cohort: sums of signs. */
  private static final class Sums {
    private final Map<CohortResult, Integer> results = new HashMap<>();
    private final Map<End, Integer> ends = new HashMap<>();

    void add(Signed signed) {
      if (signed.row() instanceof FunnelRow.Update update) {
        results.merge(update.result(), update.sign(), Integer::sum);
      } else if (signed.row() instanceof FunnelRow.Abandoned end) {
        ends.merge(new End(end.result(), end.reason()), signed.sign() < 0 ? -1 : 1, Integer::sum);
      }
    }
  }

  /**
   * @param watermarkMicros under which the tables were written
   * @param nowMicros of the rows
   */
  public FunnelCorrection(Funnels funnels, long watermarkMicros, long nowMicros) {
    this.funnels = funnels;
    this.recount = new FunnelRecount(funnels);
    this.watermark = watermarkMicros;
    this.now = nowMicros;
  }

  /**
   * How far from a late event an event can be that is in a cohort with it.
   *
   * @return microseconds
   */
  public static long reach(Funnels funnels) {
    return funnels.all().stream()
        .mapToLong(funnel -> funnel.shape().windowMicros() + funnel.shape().cohortMicros())
        .max()
        .orElse(0);
  }

  /**
   * Corrects.
   *
   * @param events of one user, late or not, all that are within reach of {@code late}
   * @param said all rows about the user
   * @param late times of the late events that are asked for
   */
  public Outcome of(List<ArrivedEvent> events, List<Signed> said, NavigableSet<Long> late) {
    Map<Key, Sums> sums = new HashMap<>();
    for (Signed each : said) {
      sums.computeIfAbsent(Key.of(result(each.row())), key -> new Sums()).add(each);
    }
    List<Signed> rows = new ArrayList<>();
    int waiting = 0;
    for (FunnelRecount.Counted counted : recount.count(events, watermark)) {
      CohortResult result = counted.result();
      long finalFrom = funnels.get(result.funnel()).shape().finalFrom(result.cohort());
      Long touching = late.ceiling(result.cohort());
      if (touching == null || touching >= finalFrom) {
        continue;
      }
      if (watermark < finalFrom) {
        waiting++;
      } else {
        correct(counted, sums.getOrDefault(Key.of(result), new Sums()), rows);
      }
    }
    return new Outcome(rows, waiting);
  }

  private static CohortResult result(FunnelRow row) {
    return row instanceof FunnelRow.Update update
        ? update.result()
        : ((FunnelRow.Abandoned) row).result();
  }

  private void correct(FunnelRecount.Counted counted, Sums said, List<Signed> rows) {
    said.results.merge(counted.result(), -1, Integer::sum);
    said.results.forEach((result, surplus) -> add(rows, update(result, surplus), surplus));
    counted
        .abandoned()
        .ifPresent(why -> said.ends.merge(new End(counted.result(), why), -1, Integer::sum));
    said.ends.forEach(
        (end, surplus) ->
            add(rows, abandoned(end, surplus < 0 ? counted.last() : null, surplus), surplus));
  }

  private static void add(List<Signed> rows, Signed row, int surplus) {
    for (int i = Math.abs(surplus); i > 0; i--) {
      rows.add(row);
    }
  }

  private Signed update(CohortResult result, int surplus) {
    int sign = surplus > 0 ? -1 : 1;
    return new Signed(new FunnelRow.Update(result, sign, Long.MIN_VALUE, watermark, now), sign);
  }

  /**
   * @param last null for what is taken back
   */
  private Signed abandoned(End end, FunnelEvent last, int surplus) {
    return new Signed(
        new FunnelRow.Abandoned(
            end.result(),
            last == null ? null : last.details().itemId(),
            last == null ? null : last.details().amount(),
            last == null ? null : last.details().currency(),
            end.reason(),
            watermark,
            now),
        surplus > 0 ? -1 : 0);
  }
}
