package io.footfall.funnel.core.step;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.engine.FunnelEngine;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.funnel.core.state.UserState;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.StepResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * One user in one batch: cohorts that new events touch are searched again, and where the answer
 * differs from what was said before, the old is taken back and the new one said. A cohort that the
 * watermark makes final says why it was abandoned, and its state ends.
 */
public final class FunnelStepper implements KeyedStep {
  private static final long serialVersionUID = 1L;

  private final Funnels funnels;
  private final long maxEvents;

  /** By the funnels' ids. An instance belongs to one task. */
  private transient Map<Integer, FunnelEngine> engines;

  /**
   * @param maxEvents the most events kept per funnel, user and cohort
   */
  public FunnelStepper(Funnels funnels, long maxEvents) {
    this.funnels = funnels;
    this.maxEvents = maxEvents;
  }

  @Override
  public StepResult step(String key, byte[] state, Iterator<byte[]> events, BatchTime time) {
    UserState user = UserState.of(state);
    List<byte[]> rows = new ArrayList<>();
    List<FunnelEvent> fresh = new ArrayList<>();
    long kafkaMicros = Long.MIN_VALUE;
    for (ArrivedEvent each : arrived(events)) {
      if (each.event().micros() < time.watermarkMicros()) {
        FunnelRow late = new FunnelRow.Late(each, time.watermarkMicros(), time.nowMicros());
        rows.add(FunnelRow.pack(key, late));
      } else {
        fresh.add(each.event());
        kafkaMicros = Math.max(kafkaMicros, each.kafkaMicros());
      }
    }
    Turn turn = new Turn(key, user, time, kafkaMicros, rows);
    turn.take(fresh);
    turn.end();
    return turn.result();
  }

  @Override
  public StepResult rebuild(String key, Iterator<byte[]> events, BatchTime time) {
    List<FunnelEvent> all = new FunnelRecount(funnels).distinct(arrived(events));
    UserState user = UserState.empty();
    for (int from = 0; from < all.size(); from += slice()) {
      List<FunnelEvent> some = all.subList(from, Math.min(all.size(), from + slice()));
      long before = Math.min(time.watermarkMicros(), some.get(0).micros());
      Turn turn = turn(key, user, new BatchTime(before, time.nowMicros()));
      turn.take(some);
      turn.tidy();
    }
    user.results().removeIf(result -> isFinal(result, time));
    StepResult result = turn(key, user, time).result();
    return new StepResult(
        result.state(), result.dueWatermarkMicros(), result.dueNowMicros(), List.of());
  }

  /**
   * Events at once when a state is rebuilt: it is tidied in between as it was in the stream, so
   * that the cap bites no sooner than it did there.
   */
  private int slice() {
    return (int) Math.min(1_000, Math.max(1, maxEvents / 4));
  }

  private Turn turn(String key, UserState user, BatchTime time) {
    return new Turn(key, user, time, Long.MIN_VALUE, new ArrayList<>());
  }

  private static List<ArrivedEvent> arrived(Iterator<byte[]> packed) {
    List<ArrivedEvent> arrived = new ArrayList<>();
    packed.forEachRemaining(bytes -> arrived.add(ArrivedEvent.unpack(bytes)));
    arrived.sort(ArrivedEvent.ORDER);
    return arrived;
  }

  private FunnelEngine engine(int funnel) {
    if (engines == null) {
      engines = new HashMap<>();
    }
    return engines.computeIfAbsent(funnel, id -> new FunnelEngine(funnels.get(id).shape()));
  }

  private boolean isFinal(CohortResult result, BatchTime time) {
    ActiveFunnel funnel = funnels.get(result.funnel());
    return funnel == null || time.watermarkMicros() >= funnel.shape().finalFrom(result.cohort());
  }

  /** One call. */
  private final class Turn {
    private final String key;
    private final UserState user;
    private final BatchTime time;
    private final long kafkaMicros;
    private final List<byte[]> rows;
    private final Map<Integer, FunnelView> views = new TreeMap<>();

    Turn(String key, UserState user, BatchTime time, long kafkaMicros, List<byte[]> rows) {
      this.key = key;
      this.user = user;
      this.time = time;
      this.kafkaMicros = kafkaMicros;
      this.rows = rows;
    }

    void take(List<FunnelEvent> fresh) {
      UserEvents taking = new UserEvents(funnels, maxEvents, user, time.watermarkMicros());
      taking.add(fresh);
      new TreeMap<>(taking.touched()).forEach((id, times) -> search(view(id), times));
      taking
          .leftOut()
          .forEach((id, many) -> rows.add(FunnelRow.pack(key, new FunnelRow.Capped(id, many))));
    }

    private FunnelView view(int id) {
      return views.computeIfAbsent(
          id, funnel -> new FunnelView(funnels.get(funnel), engine(funnel), user.events()));
    }

    private FunnelView viewOrNull(int id) {
      return funnels.get(id) == null ? null : view(id);
    }

    private void search(FunnelView view, NavigableSet<Long> times) {
      for (long cohort : view.cohorts()) {
        Long touching = times.ceiling(cohort);
        if (touching != null && touching < view.funnel().shape().finalFrom(cohort)) {
          FunnelView.Found found = view.find(cohort, user.capped());
          if (found != null) {
            say(found.result());
          }
        }
      }
    }

    private void say(CohortResult now) {
      int index = indexOf(now);
      CohortResult before = index < 0 ? null : user.results().get(index);
      if (now.equals(before)) {
        return;
      }
      if (before == null) {
        user.results().add(now);
      } else {
        user.results().set(index, now);
        update(before, -1);
      }
      update(now, 1);
    }

    private int indexOf(CohortResult wanted) {
      for (int i = 0; i < user.results().size(); i++) {
        CohortResult result = user.results().get(i);
        if (result.funnel() == wanted.funnel() && result.cohort() == wanted.cohort()) {
          return i;
        }
      }
      return -1;
    }

    private void update(CohortResult result, int sign) {
      rows.add(
          FunnelRow.pack(
              key,
              new FunnelRow.Update(
                  result, sign, kafkaMicros, time.watermarkMicros(), time.nowMicros())));
    }

    /** Ends the cohorts that the watermark makes final. */
    void end() {
      List<CohortResult> ended = user.results().stream().filter(r -> isFinal(r, time)).toList();
      for (CohortResult result : ended) {
        ActiveFunnel funnel = funnels.get(result.funnel());
        if (funnel != null && result.level() < funnel.shape().steps()) {
          abandon(view(result.funnel()), result);
        }
      }
      user.results().removeAll(ended);
    }

    private void abandon(FunnelView view, CohortResult result) {
      FunnelView.Found found = view.find(result.cohort(), user.capped());
      FunnelEvent last = found.last();
      rows.add(
          FunnelRow.pack(
              key,
              new FunnelRow.Abandoned(
                  result,
                  last.details().itemId(),
                  last.details().amount(),
                  last.details().currency(),
                  view.whyAbandoned(result.cohort(), found.chain()).name(),
                  time.watermarkMicros(),
                  time.nowMicros())));
    }

    /** Removes what nobody can need any more. */
    private void tidy() {
      new Thinning(time.watermarkMicros(), this::viewOrNull).thin(user);
      Breakers.thin(user, funnels, time.watermarkMicros());
      new Retention(funnels, time.watermarkMicros()).prune(user);
    }

    StepResult result() {
      tidy();
      byte[] bytes = user.toBytes();
      return bytes == null
          ? StepResult.forget(rows)
          : new StepResult(bytes, due(), StepResult.NEVER, rows);
    }

    /** The largest watermark under which there is still nothing to do. */
    private long due() {
      long due = Long.MAX_VALUE;
      for (CohortResult result : user.results()) {
        long end = funnels.get(result.funnel()).shape().finalFrom(result.cohort());
        due = Math.min(due, end - 1);
      }
      for (UserState.Bucket bucket : user.capped()) {
        long end = funnels.get(bucket.funnel()).shape().finalFrom(bucket.cohort());
        due = Math.min(due, end - 1);
      }
      boolean waiting = user.results().isEmpty() && !user.events().isEmpty();
      return waiting ? Math.min(due, user.events().get(user.events().size() - 1).micros()) : due;
    }
  }
}
