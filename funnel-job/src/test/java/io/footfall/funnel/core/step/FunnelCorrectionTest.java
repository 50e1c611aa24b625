package io.footfall.funnel.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.audit.NaiveRecount;
import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.schema.core.event.BehaviorEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FunnelCorrectionTest {
  private static final int SEEDS = Integer.getInteger("footfall.test.seeds", 1_000);
  private static final long FAR = 1L << 50;
  private static final String FUNNELS =
      """
      [{name = a, steps = [view, cart, pay], window = 20 minutes, cohort = 7 minutes, breakdown = [channel]}
       {name = b, steps = [cart, pay], window = 8 minutes, cohort = 10 minutes, mode = strict_order}
       {name = c, steps = [pay, view, cart], window = 6 minutes, cohort = 5 minutes, mode = unordered}
       {name = d, steps = [view, pay], window = 30 minutes, cohort = 15 minutes
        exclude = [{event = cart, between = [view, pay]}]}]
      """;
  private static final String BUY =
      "[{name = buy, steps = [view, pay], window = 10 minutes, cohort = 10 minutes}]";

  @Test
  void aPaymentThatComesLateTakesTheAbandonmentBack() {
    Tables tables = new Tables(Shop.funnels(BUY));
    tables.batch(0, Shop.event("view", 1));
    tables.batch(100);
    assertThat(tables.abandoned).containsEntry("0/0 1 WINDOW", 1);
    tables.batch(100, Shop.event("pay", 3));

    assertThat(tables.reconcile(0)).isEqualTo(3);

    assertThat(tables.sums()).extracting(CohortResult::level).containsExactly(2);
    assertThat(tables.abandoned.values()).containsOnly(0);
    assertThat(tables.reconcile(0)).as("again").isZero();
  }

  @Test
  void whatIsNotFinalWaits() {
    Tables tables = new Tables(Shop.funnels(BUY));
    tables.batch(0, Shop.event("view", 1));
    tables.batch(19, Shop.event("pay", 3));
    assertThat(tables.reconcile(0)).isZero();
    assertThat(tables.waiting).isEqualTo(1);
    tables.batch(20);
    assertThat(tables.reconcile(4)).as("not asked for").isZero();
    assertThat(tables.reconcile(0)).isEqualTo(3);
  }

  /**
   * Whatever came late, and however often it was corrected between: as if nothing had been late.
   */
  @Test
  void correctedSumsAreThoseOfARecountOfAllEvents() throws Exception {
    Funnels funnels = Shop.funnels(FUNNELS);
    int corrected = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Tables tables = new Tables(funnels);
      double minute = 1_000;
      double watermark = 0;
      int id = 0;
      for (int batch = 1 + random.nextInt(12); batch > 0; batch--) {
        List<BehaviorEvent> events = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          minute += random.nextInt(4) == 0 ? random.nextInt(15) : random.nextInt(3);
          double disorder = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
          String type = new String[] {"view", "cart", "pay"}[random.nextInt(3)];
          boolean copy = id > 0 && random.nextInt(8) == 0;
          events.add(
              copy
                  ? tables.sent.get(random.nextInt(tables.sent.size()))
                  : Shop.event("e" + id, type, minute - disorder));
          tables.sent.add(events.get(events.size() - 1));
          id++;
        }
        tables.batch(watermark, events.toArray(BehaviorEvent[]::new));
        watermark = Math.max(watermark, minute - 4);
        if (random.nextInt(3) == 0) {
          corrected += tables.reconcile(minute - random.nextInt(60));
        }
      }
      tables.batch((double) FAR / Shop.MINUTE);
      corrected += tables.reconcile(0);
      List<CohortResult> naive = new ArrayList<>();
      FunnelRecount recount = new FunnelRecount(funnels);
      for (ActiveFunnel funnel : funnels.all()) {
        naive.addAll(new NaiveRecount(5_000_000).count(funnel, recount.distinct(tables.arrived)));
      }
      assertThat(tables.sums()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(naive);
      assertThat(tables.ends()).as("seed %d", seed).isEqualTo(ends(recount, tables.arrived));
      assertThat(tables.reconcile(0)).as("seed %d, again", seed).isZero();
    }
    assertThat(corrected).as("rows").isGreaterThan(SEEDS);
  }

  private static Map<String, Integer> ends(FunnelRecount recount, List<ArrivedEvent> events) {
    Map<String, Integer> ends = new TreeMap<>();
    recount
        .count(events, FAR)
        .forEach(
            each -> each.abandoned().ifPresent(why -> ends.put(Tables.end(each.result(), why), 1)));
    return ends;
  }

  /** What the job has written of one user, and what was corrected. */
  private static final class Tables {
    final List<BehaviorEvent> sent = new ArrayList<>();
    final List<ArrivedEvent> arrived = new ArrayList<>();
    final Map<String, Integer> abandoned = new TreeMap<>();
    int waiting;
    private final Funnels funnels;
    private final FunnelPacker packer;
    private final FunnelStepper step;
    private final List<FunnelCorrection.Signed> said = new ArrayList<>();
    private final NavigableSet<Long> late = new TreeSet<>();
    private final Map<CohortResult, Integer> sums = new HashMap<>();
    private long watermark;
    private byte[] state;

    Tables(Funnels funnels) {
      this.funnels = funnels;
      packer = new FunnelPacker(funnels);
      step = new FunnelStepper(funnels, 1_000);
    }

    void batch(double watermarkMinute, BehaviorEvent... events) {
      watermark = Shop.micros(watermarkMinute);
      List<byte[]> packed = new ArrayList<>();
      for (BehaviorEvent event : events) {
        Origin origin = new Origin(new KafkaPartition("t", 0), arrived.size(), 1);
        packed.add(packer.pack(event, origin));
        arrived.add(ArrivedEvent.unpack(packed.get(packed.size() - 1)));
        if (event.eventTimeMicros() < watermark) {
          late.add(event.eventTimeMicros());
        }
      }
      StepResult result =
          step.step(Shop.USER, state, packed.iterator(), new BatchTime(watermark, 1));
      state = result.state();
      for (byte[] row : result.rows()) {
        FunnelRow unpacked = FunnelRow.unpack(row).row();
        if (unpacked instanceof FunnelRow.Update update) {
          add(new FunnelCorrection.Signed(update, update.sign()));
        } else if (unpacked instanceof FunnelRow.Abandoned end) {
          add(new FunnelCorrection.Signed(end, 0));
        }
      }
    }

    private void add(FunnelCorrection.Signed signed) {
      said.add(signed);
      if (signed.row() instanceof FunnelRow.Update update) {
        sums.merge(update.result(), update.sign(), Integer::sum);
      } else if (signed.row() instanceof FunnelRow.Abandoned row) {
        abandoned.merge(end(row.result(), row.reason()), signed.sign() < 0 ? -1 : 1, Integer::sum);
      }
    }

    static String end(CohortResult result, String reason) {
      return "%d/%d %d %s".formatted(result.funnel(), result.cohort(), result.level(), reason);
    }

    /** How many rows were written. */
    int reconcile(double sinceMinute) {
      FunnelCorrection.Outcome outcome =
          new FunnelCorrection(funnels, watermark, 2)
              .of(arrived, said, late.tailSet(Shop.micros(sinceMinute), true));
      outcome.rows().forEach(this::add);
      waiting = outcome.waiting();
      return outcome.rows().size();
    }

    List<CohortResult> sums() {
      assertThat(sums.values()).allMatch(sum -> sum == 0 || sum == 1);
      return sums.entrySet().stream()
          .filter(each -> each.getValue() != 0)
          .map(Map.Entry::getKey)
          .toList();
    }

    Map<String, Integer> ends() {
      Map<String, Integer> left = new TreeMap<>(abandoned);
      left.values().removeIf(sum -> sum == 0);
      return left;
    }
  }
}
