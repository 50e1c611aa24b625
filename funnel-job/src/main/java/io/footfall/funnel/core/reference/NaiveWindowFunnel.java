package io.footfall.funnel.core.reference;

import io.footfall.funnel.core.engine.Shape;
import io.footfall.schema.core.funnel.FunnelMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * ClickHouse's {@code windowFunnel}, line by line as its source of 2025 goes: a list of (time,
 * step) entries, sorted; per step the start it came from. Beside the level it keeps which events
 * made it.
 */
final class NaiveWindowFunnel {
  private final Shape shape;

  NaiveWindowFunnel(Shape shape) {
    this.shape = shape;
  }

  /** One condition that held for one event; step 0 when none did. */
  private record Entry(NaiveEvent event, int step) {}

  Optional<NaiveChain> chain(List<NaiveEvent> events, long cohort) {
    boolean strictOrder = shape.mode() == FunnelMode.CLICKHOUSE_STRICT_ORDER;
    boolean deduplicates = shape.mode() == FunnelMode.CLICKHOUSE_STRICT_DEDUPLICATION;
    List<List<NaiveEvent>> reached = new ArrayList<>();
    List<NaiveEvent> deepest = null;
    for (Entry entry : entries(events, cohort, strictOrder)) {
      int index = entry.step() - 1;
      if (index == -1) {
        if (!reached.isEmpty()) {
          break;
        }
      } else if (index == 0) {
        boolean again =
            !reached.isEmpty() && reached.get(0).get(0).micros() == entry.event().micros();
        if (!again) { // The first of one time, for the sake of one answer.
          put(reached, 0, List.of(entry.event()));
        }
      } else if (deduplicates && reached.size() > index) {
        break;
      } else if (strictOrder && !reached.isEmpty() && reached.size() < index) {
        break;
      } else if (reached.size() >= index) {
        List<NaiveEvent> before = reached.get(index - 1);
        if (entry.event().micros() <= before.get(0).micros() + shape.windowMicros()) {
          boolean deeper = reached.size() == index;
          List<NaiveEvent> path = new ArrayList<>(before);
          path.add(entry.event());
          put(reached, index, path);
          if (deeper) {
            deepest = path;
          }
          if (index + 1 == shape.steps()) {
            break;
          }
        }
      }
      if (reached.size() == 1 && deepest == null) {
        deepest = reached.get(0);
      }
    }
    return Optional.ofNullable(deepest).map(NaiveChain::new);
  }

  private static void put(List<List<NaiveEvent>> reached, int index, List<NaiveEvent> path) {
    if (index < reached.size()) {
      reached.set(index, path);
    } else {
      reached.add(path);
    }
  }

  private List<Entry> entries(List<NaiveEvent> events, long cohort, boolean strictOrder) {
    List<Entry> entries = new ArrayList<>();
    for (NaiveEvent event : events) {
      if (event.micros() < cohort || event.micros() >= shape.finalFrom(cohort)) {
        continue;
      }
      boolean any = false;
      for (int step = shape.steps(); step > 0; step--) {
        boolean starts = step > 1 || shape.cohortOf(event.micros()) == cohort;
        if (event.steps().contains(step) && starts) {
          entries.add(new Entry(event, step));
          any = true;
        }
      }
      if (!any && strictOrder) {
        entries.add(new Entry(event, 0));
      }
    }
    entries.sort(
        Comparator.comparingLong((Entry entry) -> entry.event().micros())
            .thenComparingInt(Entry::step)
            .thenComparing(entry -> entry.event().id()));
    return entries;
  }
}
