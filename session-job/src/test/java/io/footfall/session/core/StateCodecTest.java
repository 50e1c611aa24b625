package io.footfall.session.core;

import static io.footfall.session.core.Sent.SECOND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State that a released Footfall has written stays readable: bytes of each version are kept. */
final class StateCodecTest {
  private static final long T = 1_700_000_000L * SECOND;
  private static final SessionSettings SETTINGS =
      Replay.settings(10 * SECOND, 100 * SECOND, 30 * SECOND);
  private static final BatchTime TIME = new BatchTime(T - 100 * SECOND, T);

  @Test
  void writesTheBytesOfVersionOne() throws IOException {
    assertThat(HexFormat.of().formatHex(state())).isEqualTo(golden("state-v1.hex"));
  }

  @Test
  void goesOnFromTheBytesOfVersionOne() throws IOException {
    byte[] state = HexFormat.of().parseHex(golden("state-v1.hex"));
    Sent next = Sent.view("u", "next", T + 85 * SECOND, 200);
    StepResult result =
        new SessionStep(SETTINGS).step("u", state, List.of(next.packed()).iterator(), TIME);
    assertThat(result.rows()).hasSize(1);
    SessionUpdate row = (SessionUpdate) SessionRow.unpack(result.rows().get(0));
    assertThat(row.startMicros()).isEqualTo(T + 70 * SECOND);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(row.events()).isEqualTo(4);
    assertThat(row.duplicates()).isEqualTo(1);
  }

  @Test
  void refusesAVersionThatItDoesNotKnow() {
    byte[] state = state();
    state[0] = 99;
    assertThatThrownBy(
            () -> new SessionStep(SETTINGS).step("u", state, List.<byte[]>of().iterator(), TIME))
        .hasMessageContaining("version 99 of the state; this Footfall reads up to 1");
  }

  @Test
  void isSmallForAUsualUser() {
    StepResult result =
        new SessionStep(Replay.settings(600 * SECOND, 120 * SECOND, 86_400 * SECOND))
            .step(
                "user-000123",
                null,
                List.of(
                        Sent.view("user-000123", "e-0000001", T, 17).packed(),
                        Sent.view("user-000123", "e-0000002", T + SECOND, 18).packed())
                    .iterator(),
                TIME);
    assertThat(result.state().length).isLessThan(160);
  }

  /** Sessions with cuts that may still move, so that every part of the state has something. */
  private static byte[] state() {
    Sent[] events = new Sent[20];
    for (int i = 0; i < 17; i++) {
      events[i] = Sent.view("u", "e" + i, T + i * 5L * SECOND, i);
    }
    events[17] = Sent.of("u", "order", T, 100, "order", null, new BigDecimal("12.5000"), "EUR");
    events[18] = events[1].again(101);
    events[19] = events[16].again(102);
    return new SessionStep(SETTINGS)
        .step("u", null, Arrays.stream(events).map(Sent::packed).iterator(), TIME)
        .state();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = StateCodecTest.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}
