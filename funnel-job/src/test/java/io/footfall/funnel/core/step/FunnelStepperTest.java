package io.footfall.funnel.core.step;

import static io.footfall.funnel.core.step.Shop.MINUTE;
import static io.footfall.funnel.core.step.Shop.NONE;
import static io.footfall.funnel.core.step.Shop.event;
import static io.footfall.funnel.core.step.Shop.only;
import static io.footfall.funnel.core.step.Shop.updates;
import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.funnel.core.state.UserState;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.schema.core.event.BehaviorEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Minutes throughout; window and cohort are an hour unless a test says otherwise. */
class FunnelStepperTest {
  private static final String BUY =
      "[{name = buy, steps = [view, cart, pay], window = 1 hour, breakdown = [channel]}]";

  private final Shop shop = new Shop(BUY);

  @Test
  void saysEachStepAndTakesTheFormerBack() {
    assertThat(updates(shop.firstBatch(event("view", 1)))).containsExactly("+1@1");
    assertThat(updates(shop.batch(0, event("cart", 2)))).containsExactly("-1@1", "+2@1,2");
    assertThat(updates(shop.batch(0, event("pay", 3)))).containsExactly("-2@1,2", "+3@1,2,3");
  }

  @Test
  void saysOnceWhatComesInOneBatch() {
    assertThat(updates(shop.firstBatch(event("cart", 2), event("pay", 3), event("view", 1))))
        .containsExactly("+3@1,2,3");
  }

  @Test
  void saysNothingWhereNothingChanges() {
    shop.firstBatch(event("view", 1), event("cart", 2));
    assertThat(shop.batch(0, event("cart", 5))).isEmpty();
  }

  @Test
  void anEventOutOfOrderCountsAsIfItHadComeInOrder() {
    shop.firstBatch(event("view", 1), event("pay", 3));
    assertThat(updates(shop.batch(0, event("cart", 2)))).containsExactly("-1@1", "+3@1,2,3");
  }

  @Test
  void anEarlierStepThatComesLaterMovesTheTimes() {
    shop.firstBatch(event("view", 1), event("cart", 9));
    assertThat(updates(shop.batch(0, event("cart", 5)))).containsExactly("-2@1,9", "+2@1,5");
  }

  @Test
  void whatComesInReverseIsCountedAsIfItHadComeInOrder() {
    List<BehaviorEvent> events = new ArrayList<>();
    for (int minute = 0; minute < 50; minute++) {
      String[] types = {"view", "cart", "view", "pay", "cart"};
      events.add(event(types[minute % types.length], minute));
    }
    Shop forward = new Shop(BUY);
    events.forEach(event -> forward.batch(0, event));
    Collections.reverse(events);
    events.forEach(event -> shop.batch(0, event));
    assertThat(shop.state()).isEqualTo(forward.state());
  }

  @Test
  void oneIdCountsOnce() {
    shop.firstBatch(event("view", 1));
    assertThat(shop.batch(0, event("view", 1))).isEmpty();
  }

  @Test
  void anEventBelowTheWatermarkIsLateAndDoesNothingElse() {
    shop.firstBatch(event("view", 10));
    List<FunnelRow> rows = shop.batch(8, event("cart", 7.9), event("cart", 8));
    assertThat(rows).hasSize(1);
    FunnelRow.Late late = only(FunnelRow.Late.class, rows).get(0);
    assertThat(late.event().event().id()).hasToString("cart@7.9");
    assertThat(late.event().type()).isEqualTo("cart");
    assertThat(late.event().offset()).isEqualTo(1);
    assertThat(late.event().kafkaMicros()).isEqualTo(7_000_000L);
    assertThat(late.watermarkMicros()).isEqualTo(8 * MINUTE);
  }

  @Test
  void breakdownIsThatOfTheFirstStep() {
    FunnelRow.Update update =
        only(FunnelRow.Update.class, shop.firstBatch(event("view", 1))).get(0);
    assertThat(update.result().breakdown()).containsExactly("web");
    assertThat(update.kafkaMicros()).isEqualTo(7_000_000L);
  }

  @Test
  void aCohortIsFinalOnlyWhenTheWatermarkIsItsEndAndTheWindowOn() {
    shop.firstBatch(event("view", 1), event("cart", 2));
    assertThat(shop.dueMinute()).isLessThan(120);
    assertThat(shop.batch(119.9)).isEmpty();
    List<FunnelRow> rows = shop.batch(120);
    FunnelRow.Abandoned end = only(FunnelRow.Abandoned.class, rows).get(0);
    assertThat(end.result().level()).isEqualTo(2);
    assertThat(end.result().times()).containsExactly(MINUTE, 2 * MINUTE);
    assertThat(end.itemId()).isEqualTo("item-cart@2.0");
    assertThat(end.amount()).isEqualByComparingTo("12.5");
    assertThat(end.currency()).isEqualTo("EUR");
    assertThat(end.reason()).isEqualTo("WINDOW");
    assertThat(rows).hasSize(1);
    assertThat(shop.state()).isNull();
  }

  @Test
  void whoConvertedIsNotAbandoned() {
    shop.firstBatch(event("view", 1), event("cart", 2), event("pay", 3));
    assertThat(shop.batch(120)).isEmpty();
    assertThat(shop.state()).isNull();
  }

  @Test
  void aStepAtTheTimeOfItsStartIsKeptWithIt() {
    shop.firstBatch(event("a", "cart", 5), event("b", "view", 5));
    shop.batch(10);
    assertThat(updates(shop.batch(10, event("pay", 11)))).containsExactly("-2@5,5", "+3@5,5,11");
  }

  @Test
  void whoNeverStartedIsForgottenWithTheWatermark() {
    shop.firstBatch(event("cart", 2));
    assertThat(shop.state()).isNotNull();
    assertThat(shop.dueMinute()).isEqualTo(2);
    assertThat(shop.batch(2.1)).isEmpty();
    assertThat(shop.state()).isNull();
  }

  @Test
  void aStartInTimeStillFindsTheStepsThatCameBefore() {
    shop.firstBatch(event("cart", 2), event("pay", 3));
    assertThat(updates(shop.batch(1, event("view", 1)))).containsExactly("+3@1,2,3");
  }

  @Test
  void cohortsCountApart() {
    assertThat(updates(shop.firstBatch(event("view", 59), event("view", 61), event("cart", 62))))
        .containsExactly("+2@59,62", "+2@61,62");
  }

  @Test
  void anEventThatConcernsNoFunnelIsNotEvenPacked() {
    assertThat(shop.pack(event("search", 1))).isNull();
  }

  @Test
  void theCapIsSaidInRowsAndCounted() {
    Shop small = new Shop(Shop.funnels(BUY), 3);
    List<FunnelRow> rows =
        small.firstBatch(
            event("view", 1),
            event("view", 2),
            event("view", 3),
            event("view", 4),
            event("cart", 5));
    assertThat(only(FunnelRow.Capped.class, rows)).containsExactly(new FunnelRow.Capped(0, 2));
    FunnelRow.Update update = only(FunnelRow.Update.class, rows).get(0);
    assertThat(update.result().capped()).isTrue();
    assertThat(update.result().level()).isEqualTo(1);
    // The next cohort is its own.
    assertThat(only(FunnelRow.Update.class, small.batch(0, event("view", 61))).get(0).result())
        .satisfies(result -> assertThat(result.cohort()).isEqualTo(60 * MINUTE));
  }

  @Test
  void aChangedDefinitionCountsOnlyCohortsFromTheChangeOn() {
    String other = BUY.replace("pay", "order");
    FunnelHistory before = FunnelHistory.empty().configured(Shop.definitions(BUY), NONE);
    FunnelHistory after = before.configured(Shop.definitions(other), 90 * MINUTE);
    Shop changed = new Shop(after.active(90 * MINUTE), 100);
    List<FunnelRow> rows =
        changed.batch(
            90, event("view", 100), event("cart", 101), event("view", 130), event("order", 131));
    assertThat(only(FunnelRow.Update.class, rows))
        .extracting(row -> row.result().funnel() + ":" + row.result().cohort() / MINUTE)
        .containsExactly("0:60", "1:120");
  }

  @Test
  void theFormerDefinitionEndsWithItsLastCohort() {
    FunnelHistory before = FunnelHistory.empty().configured(Shop.definitions(BUY), NONE);
    FunnelHistory after = before.configured(List.of(), 90 * MINUTE);
    assertThat(after.active(179 * MINUTE).all()).hasSize(1);
    assertThat(after.active(180 * MINUTE).all()).isEmpty();
  }

  @Test
  void whatOnlyAFinishedDefinitionHasCountedIsToldWhenItIsLate() {
    FunnelHistory history =
        FunnelHistory.empty()
            .configured(Shop.definitions(BUY), NONE)
            .configured(Shop.definitions(BUY.replace("pay", "order")), 90 * MINUTE);
    long watermark = 300 * MINUTE;
    FunnelPacker packer = new FunnelPacker(history.active(watermark), history.finished(watermark));
    Origin origin = new Origin(new KafkaPartition("t", 0), 7, 1);
    byte[] late = packer.pack(event("pay", 65), origin);
    StepResult result =
        new FunnelStepper(history.active(watermark), 100)
            .step(Shop.USER, null, List.of(late).iterator(), new BatchTime(watermark, 1));
    assertThat(result.state()).isNull();
    assertThat(result.rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(FunnelRow.unpack(row).row())
                    .isInstanceOfSatisfying(
                        FunnelRow.Late.class,
                        said -> assertThat(said.event().offset()).isEqualTo(7)));
    assertThat(packer.pack(event("pay", 301), origin)).as("too young for it").isNull();
  }

  @Test
  void aRebuiltStateSaysNothingAndGoesOn() {
    Shop lost = new Shop(BUY);
    byte[][] packed = {
      lost.pack(event("view", 1)), lost.pack(event("view", 61)), lost.pack(event("cart", 62))
    };
    FunnelStepper step = new FunnelStepper(Shop.funnels(BUY), 100);
    BatchTime time = new BatchTime(125 * MINUTE, 1);
    StepResult rebuilt = step.rebuild(Shop.USER, Stream.of(packed).iterator(), time);
    assertThat(rebuilt.rows()).isEmpty();
    assertThat(rebuilt.dueWatermarkMicros()).isEqualTo(180 * MINUTE - 1);
    byte[] pay = lost.pack(event("pay", 63));
    StepResult next =
        step.step(
            Shop.USER, rebuilt.state(), List.of(pay).iterator(), new BatchTime(63 * MINUTE, 2));
    List<FunnelRow> rows = new ArrayList<>();
    next.rows().forEach(bytes -> rows.add(FunnelRow.unpack(bytes).row()));
    assertThat(updates(rows)).containsExactly("-2@61,62", "+3@61,62,63");
  }

  @Test
  void aRebuiltStateIsCappedNoSoonerThanTheStreamWas() {
    Shop capped = new Shop(Shop.funnels(BUY), 40);
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      double minute = i * 0.05;
      String type = i == 600 ? "pay" : i % 2 == 0 ? "view" : "cart";
      all.add(capped.pack(event(type, minute)));
      capped.batch(minute - 0.5, event(type, minute));
    }
    StepResult rebuilt =
        new FunnelStepper(Shop.funnels(BUY), 40)
            .rebuild(Shop.USER, all.iterator(), new BatchTime(Shop.micros(49.5), 1));
    List<CohortResult> results = UserState.of(rebuilt.state()).results();
    assertThat(results).isEqualTo(UserState.of(capped.state()).results());
    assertThat(results).extracting(CohortResult::level).containsExactly(3);
    assertThat(results).extracting(CohortResult::capped).containsExactly(false);
  }

  @Test
  void whoGoesBackAndForthIsKeptSmall() {
    int most = 0;
    for (int i = 0; i < 5_000; i++) {
      double minute = i * 0.01;
      shop.batch(minute - 1, event(i % 2 == 0 ? "view" : "cart", minute));
      most = Math.max(most, shop.state().length);
    }
    // A hundred and some above the watermark, and half as many again at most.
    assertThat(most).isLessThan(250 * 48);
    assertThat(updates(shop.batch(49, event("pay", 50.5))))
        .containsExactly("-2@0,0", "+3@49,49,50");
  }

  @Test
  void anIdIsForgottenBelowTheWatermark() {
    shop.firstBatch(event("a", "view", 1));
    assertThat(shop.batch(1, event("a", "cart", 2))).isEmpty();
    assertThat(updates(shop.batch(1.5, event("a", "cart", 2)))).containsExactly("-1@1", "+2@1,2");
  }

  @Test
  void ofARunOfOtherEventsBelowTheWatermarkOneIsKept() {
    Shop strict =
        new Shop("[{name = s, steps = [view, pay], window = 1 hour, mode = strict_order}]");
    strict.firstBatch(event("view", 1), event("a", 2), event("b", 3), event("c", 4), event("d", 5));
    int before = strict.state().length;
    strict.batch(4.5);
    assertThat(strict.state().length).isLessThan(before);
    assertThat(updates(strict.batch(4.5, event("pay", 6)))).isEmpty();
    assertThat(updates(strict.batch(4.5, event("view", 7), event("pay", 8))))
        .containsExactly("-1@1", "+2@7,8");
  }

  @Test
  void fiftyFunnelsCountAtOnce() {
    StringBuilder many = new StringBuilder("[");
    for (int i = 0; i < 50; i++) {
      many.append("{name = f%d, steps = [view, cart], window = %d minutes},".formatted(i, i + 1));
    }
    Shop full = new Shop(many.append("]").toString());
    List<FunnelRow> rows = full.firstBatch(event("view", 0), event("cart", 30));
    assertThat(only(FunnelRow.Update.class, rows)).hasSize(50);
    assertThat(only(FunnelRow.Update.class, rows).stream().filter(r -> r.result().level() == 2))
        .hasSize(21);
  }
}
