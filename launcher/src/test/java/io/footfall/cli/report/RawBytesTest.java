package io.footfall.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RawBytesTest {
  private static final String EMOJI = "\ud83d\ude00";

  @Test
  void textIsCutBetweenCharacters() {
    byte[] bytes = EMOJI.repeat(5).getBytes(UTF_8);
    assertThat(RawBytes.line(bytes, 3)).isEqualTo(EMOJI.repeat(3) + "... (20 bytes)");
    assertThat(RawBytes.line(bytes, 5)).isEqualTo(EMOJI.repeat(5));
  }

  @Test
  void whatIsNoTextIsShownInHexadecimal() {
    assertThat(RawBytes.line(new byte[] {(byte) 0xff, 0, 'a'}, 60)).isEqualTo("0xff0061");
    assertThat(RawBytes.line(null, 60)).isEmpty();
  }

  @Test
  void nothingActsOnTheTerminal() {
    assertThat(RawBytes.line("\u001b[2Ja\nb".getBytes(UTF_8), 60)).isEqualTo("\\u001b[2Ja\\nb");
  }
}
