package io.footfall.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NewTopicTest {

  @Test
  void isNameAndPartitions() {
    assertThat(NewTopic.parse("user.behavior_1:12")).isEqualTo(new NewTopic("user.behavior_1", 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "events:", "events:0", ":4", "a b:4", "events:4x"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> NewTopic.parse(text))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("not of the form NAME:PARTITIONS")
        .hasMessageContaining("--topic events:4");
  }
}
