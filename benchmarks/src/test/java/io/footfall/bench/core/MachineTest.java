package io.footfall.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class MachineTest {

  private static Machine withLoad(double load) {
    return new Machine(2, 2L << 30, "17.0.1", "Linux", load, LocalDate.of(2026, 1, 15));
  }

  @Test
  void warnsWhereOthersKeepTheCoresBusy() {
    assertThat(withLoad(0.9).warning()).isEmpty();
    assertThat(withLoad(-1).warning()).as("a system that does not say").isEmpty();
    assertThat(withLoad(8.16).warning())
        .contains("warning: this machine is busy (load 8.2 on 2 cores); the figures will be off");
  }
}
