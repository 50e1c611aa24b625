package io.footfall.funnel.core.state;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a user is counted as in one cohort of one funnel.
 *
 * @param times when each step was reached; as many as the level
 * @param breakdown values of the first step's event
 * @param capped whether events that it may depend on were left out
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what it holds, below
public record CohortResult(
    int funnel, long cohort, int level, long[] times, List<String> breakdown, boolean capped) {

  @Override
  public boolean equals(Object other) {
    return other instanceof CohortResult that
        && funnel == that.funnel
        && cohort == that.cohort
        && level == that.level
        && capped == that.capped
        && Arrays.equals(times, that.times)
        && breakdown.equals(that.breakdown);
  }

  @Override
  public int hashCode() {
    return Objects.hash(funnel, cohort, level, Arrays.hashCode(times), breakdown, capped);
  }

  @Override
  public String toString() {
    return "funnel %d, cohort %d: level %d at %s, %s%s"
        .formatted(
            funnel, cohort, level, Arrays.toString(times), breakdown, capped ? ", capped" : "");
  }

  void write(ByteWriter out, long base) {
    out.number(funnel).signed(cohort - base).number(level).raw(capped ? 1 : 0);
    long before = cohort;
    for (long time : times) {
      out.signed(time - before);
      before = time;
    }
    FunnelEvent.writeTexts(out, breakdown);
  }

  static CohortResult read(ByteReader in, long base) {
    int funnel = in.number();
    long cohort = base + in.signed();
    int level = in.number();
    boolean capped = in.raw() == 1;
    long[] times = new long[level];
    long before = cohort;
    for (int i = 0; i < level; i++) {
      times[i] = before + in.signed();
      before = times[i];
    }
    return new CohortResult(funnel, cohort, level, times, FunnelEvent.readTexts(in), capped);
  }
}
