package io.footfall.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.core.fuzz.FuzzMappings;
import io.footfall.schema.core.mapping.MappingSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictBasisTest {
  private static final MappingSpec RICH = FuzzMappings.all().get("rich");

  @Test
  void readsWhatItWrote() {
    VerdictBasis basis = VerdictBasis.of(RICH);
    assertThat(VerdictBasis.parse("f", basis.render(), RICH.hashKey())).isEqualTo(basis);
  }

  @Test
  void anotherMappingOrCodecHasAnotherFingerprint() {
    assertThat(FuzzMappings.all().values().stream().map(VerdictBasis::of))
        .extracting(VerdictBasis::fingerprint)
        .doesNotHaveDuplicates()
        .allMatch(fingerprint -> fingerprint >= 0)
        .contains(VerdictBasis.of(RICH).fingerprint())
        .doesNotContain(new VerdictBasis(EventCodec.VERSION + 1, RICH).fingerprint());
  }

  @Test
  void refusesWhatAnotherCodecHasRead() {
    String text = new VerdictBasis(EventCodec.VERSION + 1, RICH).render();
    assertThatThrownBy(() -> VerdictBasis.parse("/w/.mappings/1", text, RICH.hashKey()))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining(
            "read with codec version %d (/w/.mappings/1); this one has version %d"
                .formatted(EventCodec.VERSION + 1, EventCodec.VERSION))
        .hasMessageContaining("Start the version of Footfall that was in use then once");
  }

  @Test
  void namesADamagedFile() {
    assertThatThrownBy(() -> VerdictBasis.parse("/w/.mappings/1", "code", Optional.empty()))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("/w/.mappings/1 does not hold a mapping");
  }
}
