package io.footfall.funnel.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.audit.NaiveRecount;
import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.funnel.FunnelDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The sums of a stream, cut, disordered, doubled, replayed, restarted without state and with other
 * definitions, beside a recount of the events that were not late.
 */
class StreamEqualsBatchTest {
  private static final int SEEDS = Integer.getInteger("footfall.test.seeds", 2_000);
  private static final long LATENESS = 4 * Shop.MINUTE;
  private static final String FUNNELS =
      """
      [{name = a, steps = [view, cart, pay], window = 20 minutes, cohort = 7 minutes, breakdown = [channel]}
       {name = b, steps = [view, {name = again, event = view}], window = 5 minutes, cohort = 10 minutes}
       {name = c, steps = [cart, pay], window = 8 minutes, cohort = 10 minutes, mode = strict_order}
       {name = d, steps = [pay, view, cart], window = 6 minutes, cohort = 5 minutes, mode = unordered}
       {name = e, steps = [view, cart, pay], window = 9 minutes, cohort = 9 minutes, dialect = clickhouse}
       {name = f, steps = [view, pay], window = 30 minutes, cohort = 15 minutes
        exclude = [{event = cart, between = [view, pay]}]}
       {name = g, steps = [view, cart, pay], window = 9 minutes, cohort = 9 minutes, dialect = clickhouse
        mode = strict_order}
       {name = h, steps = [view, cart, other, pay], window = 40 minutes, cohort = 15 minutes}]
      """;
  private static final List<FunnelDefinition> DEFINITIONS = Shop.definitions(FUNNELS);
  private static final String[] TYPES = {"view", "cart", "pay", "other"};

  /** One run over one seed. */
  private static final class Run {
    final Random random;
    final List<BehaviorEvent> sent = new ArrayList<>();

    /** By offset; an event of no row is counted, as the audit has it. */
    final Set<Long> late = new HashSet<>();

    final List<ArrivedEvent> counted = new ArrayList<>();
    final Map<CohortResult, Integer> sums = new HashMap<>();
    final Map<String, String> abandoned = new TreeMap<>();
    FunnelHistory history = FunnelHistory.empty().configured(DEFINITIONS, Shop.NONE);
    long watermark = Shop.NONE;
    long latest = Shop.NONE;

    /** That of the last commit, by which a start decides what is finished. */
    long committed = Shop.NONE;

    byte[] state;

    Run(int seed) {
      random = new Random(seed);
    }

    void play() {
      List<BehaviorEvent> events = events();
      int from = 0;
      while (from < events.size()) {
        int until = Math.min(events.size(), from + 1 + random.nextInt(6));
        List<byte[]> batch = new ArrayList<>();
        FunnelPacker packer =
            new FunnelPacker(history.active(committed), history.finished(committed));
        long largest = latest;
        for (BehaviorEvent event : events.subList(from, until)) {
          byte[] packed = packer.pack(event, origin(sent.size()));
          sent.add(event);
          if (packed != null) {
            batch.add(packed);
          }
          largest = Math.max(largest, event.eventTimeMicros());
        }
        step(batch);
        latest = largest;
        watermark = latest - LATENESS;
        from = until;
        if (random.nextInt(8) == 0) {
          loseState();
        }
        if (random.nextInt(12) == 0) {
          changeDefinitions();
        }
      }
      step(List.of());
    }

    private List<BehaviorEvent> events() {
      List<BehaviorEvent> events = new ArrayList<>();
      double minute = 1_000;
      // Where each event has a time of its own, those below the watermark are thinned.
      double apart = random.nextBoolean() ? 0.001 : 0;
      for (int i = random.nextInt(60); i >= 0; i--) {
        minute += random.nextInt(4) == 0 ? random.nextInt(15) : random.nextInt(3);
        double disorder = random.nextInt(3) == 0 ? random.nextInt(7) : 0;
        String type = TYPES[random.nextInt(TYPES.length)];
        events.add(Shop.event("e" + i, type, minute - disorder + i * apart));
        if (random.nextInt(6) == 0) {
          events.add(events.get(random.nextInt(events.size())));
        }
      }
      return events;
    }

    private void step(List<byte[]> batch) {
      BatchTime time = new BatchTime(watermark, 1);
      FunnelStepper step = new FunnelStepper(history.active(committed), 1_000);
      committed = watermark;
      List<byte[]> shuffled = new ArrayList<>(batch);
      Collections.shuffle(shuffled, random);
      StepResult result = step.step(Shop.USER, state, shuffled.iterator(), time);
      StepResult again = step.step(Shop.USER, state, batch.iterator(), time);
      assertThat(again.state()).as("a replay gives the same").isEqualTo(result.state());
      assertThat(again.rows()).usingElementComparator(Arrays::compare).isEqualTo(result.rows());
      state = result.state();
      batch.stream()
          .map(ArrivedEvent::unpack)
          .filter(event -> event.event().micros() >= watermark)
          .forEach(counted::add);
      result.rows().forEach(bytes -> add(FunnelRow.unpack(bytes).row()));
    }

    private void add(FunnelRow row) {
      if (row instanceof FunnelRow.Update update) {
        sums.merge(update.result(), update.sign(), Integer::sum);
      } else if (row instanceof FunnelRow.Abandoned end) {
        String key = end.result().funnel() + "/" + end.result().cohort();
        assertThat(abandoned.put(key, end.reason())).as("once per cohort").isNull();
      } else if (row instanceof FunnelRow.Late known) {
        late.add(known.event().offset());
      }
    }

    private void loseState() {
      step(List.of()); // What the watermark makes final is in the last commit.
      Funnels funnels = history.active(watermark);
      long need = funnels.needsFrom(watermark);
      List<byte[]> needed =
          counted.stream().filter(e -> e.event().micros() >= need).map(ArrivedEvent::pack).toList();
      StepResult rebuilt =
          new FunnelStepper(funnels, 1_000)
              .rebuild(Shop.USER, needed.iterator(), new BatchTime(watermark, 1));
      state = rebuilt.state();
    }

    private void changeDefinitions() {
      step(List.of());
      List<FunnelDefinition> some = new ArrayList<>(DEFINITIONS);
      some.removeIf(definition -> random.nextInt(4) == 0);
      history = history.configured(some, latest + 1);
    }
  }

  @Test
  void sumsAreThoseOfARecount() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.play();
      Map<CohortResult, Integer> left = new HashMap<>(run.sums);
      left.values().removeIf(sum -> sum == 0);
      assertThat(left.values()).as("seed %d: %s", seed, left).allMatch(sum -> sum == 1);
      List<ArrivedEvent> counted = matched(run);
      FunnelRecount recount = new FunnelRecount(run.history.everything());
      List<FunnelRecount.Counted> expected = recount.count(counted, run.watermark);
      assertThat(left.keySet())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(FunnelRecount.Counted::result).toList());
      Map<String, String> abandoned = new TreeMap<>();
      expected.forEach(
          each ->
              each.abandoned()
                  .ifPresent(
                      why ->
                          abandoned.put(
                              each.result().funnel() + "/" + each.result().cohort(), why)));
      assertThat(run.abandoned).as("seed %d", seed).isEqualTo(abandoned);
      if (seed % 10 == 0) {
        assertNaive(seed, run, recount, counted, expected);
      }
    }
  }

  private static Origin origin(int offset) {
    return new Origin(new KafkaPartition("t", 0), offset, 1);
  }

  /** What was not late, with the matches of every definition that there was. */
  private static List<ArrivedEvent> matched(Run run) {
    FunnelPacker packer = new FunnelPacker(run.history.everything());
    List<ArrivedEvent> matched = new ArrayList<>();
    for (int offset = 0; offset < run.sent.size(); offset++) {
      byte[] all = packer.pack(run.sent.get(offset), origin(offset));
      if (all != null && !run.late.contains((long) offset)) {
        matched.add(ArrivedEvent.unpack(all));
      }
    }
    return matched;
  }

  private static void assertNaive(
      int seed,
      Run run,
      FunnelRecount recount,
      List<ArrivedEvent> counted,
      List<FunnelRecount.Counted> expected)
      throws Exception {
    List<CohortResult> naive = new ArrayList<>();
    for (ActiveFunnel funnel : run.history.all()) {
      naive.addAll(new NaiveRecount(5_000_000).count(funnel, recount.distinct(counted)));
    }
    assertThat(expected.stream().map(FunnelRecount.Counted::result))
        .as("seed %d: engine and reference", seed)
        .containsExactlyInAnyOrderElementsOf(naive);
  }
}
