package io.footfall.funnel.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.funnel.core.definition.Match;
import io.footfall.schema.core.error.FootfallException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private static FunnelEvent event(String id, long micros) {
    return new FunnelEvent(
        EventId.of(id),
        micros,
        EventDetails.of("item", new BigDecimal("-99999999999999.9999"), null),
        List.of(
            new Match(0, 1 << 31, 3, Arrays.asList("web", null, "")),
            new Match(300, 0, 0, List.of())));
  }

  @Test
  void anEventComesBackFromTheShuffle() {
    for (String id : List.of(ID, ID.toUpperCase(Locale.ROOT), "", "é", "x".repeat(36))) {
      ArrivedEvent event = new ArrivedEvent(event(id, -5), "view", 7, 1L << 40, 1L << 50);
      assertThat(ArrivedEvent.unpack(event.pack())).isEqualTo(event);
    }
  }

  @Test
  void aUuidTakesSeventeenBytes() {
    ByteWriter out = new ByteWriter(1);
    EventId.of(ID).write(out);
    assertThat(out.toBytes()).hasSize(17);
  }

  @Test
  void detailsAreReadOneByOne() {
    EventDetails all = EventDetails.of("item", new BigDecimal("9.5"), "EUR");
    assertThat(all.itemId()).isEqualTo("item");
    assertThat(all.amount()).isEqualByComparingTo("9.5");
    assertThat(all.currency()).isEqualTo("EUR");
    EventDetails none = EventDetails.of(null, null, null);
    assertThat(none.itemId()).isNull();
    assertThat(none.amount()).isNull();
    assertThat(none.currency()).isNull();
  }

  @Test
  void idsAreInTheOrderOfTheirTexts() {
    Random random = new Random(17);
    List<String> texts = new ArrayList<>(List.of("", "0", "z", ID, ID.toUpperCase(Locale.ROOT)));
    for (int i = 0; i < 2_000; i++) {
      texts.add(new UUID(random.nextLong(), random.nextLong() >> random.nextInt(64)).toString());
    }
    List<EventId> ids = new ArrayList<>(texts.stream().map(EventId::of).toList());
    Collections.sort(texts);
    Collections.sort(ids);
    assertThat(ids).extracting(EventId::toString).isEqualTo(texts);
  }

  @Test
  void aStateComesBack() {
    UserState state = UserState.empty();
    state.events().addAll(List.of(event("a", 1_000), event(ID, 1_000), event("b", 5_000_000_000L)));
    state
        .results()
        .add(
            new CohortResult(
                0,
                -3_600,
                2,
                new long[] {1_000, 5_000_000_000L},
                Arrays.asList("web", null),
                true));
    state.capped().add(new UserState.Bucket(300, 3_600));
    assertThat(UserState.of(state.toBytes())).isEqualTo(state);
  }

  @Test
  void nothingTakesNoBytes() {
    assertThat(UserState.empty().toBytes()).isNull();
    assertThat(UserState.of(null)).isEqualTo(UserState.empty());
  }

  @Test
  void aStateOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> UserState.of(new byte[] {9}))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void rowsComeBack() {
    CohortResult result = new CohortResult(1, 60, 1, new long[] {70}, List.of(), false);
    List<FunnelRow> rows = new ArrayList<>();
    rows.add(new FunnelRow.Update(result, -1, Long.MIN_VALUE, Long.MIN_VALUE, 9));
    rows.add(new FunnelRow.Update(result, 1, 5, 6, 9));
    rows.add(
        new FunnelRow.Abandoned(result, null, new BigDecimal("1.5000"), "EUR", "WINDOW", 6, 9));
    rows.add(new FunnelRow.Late(new ArrivedEvent(event("a", 8), "view", 1, 2, 3), 6, 9));
    rows.add(new FunnelRow.Capped(3, 12));
    for (FunnelRow row : rows) {
      assertThat(FunnelRow.unpack(FunnelRow.pack("u", row)))
          .isEqualTo(new FunnelRow.OfUser("u", row));
    }
  }
}
