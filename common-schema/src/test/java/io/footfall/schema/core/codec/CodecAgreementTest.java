package io.footfall.schema.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.fuzz.CodecFuzz;
import io.footfall.schema.core.fuzz.FuzzMappings;
import io.footfall.schema.core.mapping.MappingSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CodecAgreementTest {
  private static final long SEED = 20260301;
  private static final int INPUTS = 12_000;
  private static final int MAX_BYTES = 64 << 10;
  private static final long TIMESTAMP_MILLIS = 1_772_366_400_000L;

  @TestFactory
  Stream<DynamicTest> agreesWithThePlainReference() {
    return FuzzMappings.all().entrySet().stream()
        .map(mapping -> DynamicTest.dynamicTest(mapping.getKey(), () -> agrees(mapping)));
  }

  private static void agrees(Map.Entry<String, MappingSpec> mapping) {
    EventCodec codec = EventCodec.of(mapping.getValue());
    for (long i = 0; i < INPUTS; i++) {
      byte[] input = CodecFuzz.input(SEED, i);
      if (input.length <= MAX_BYTES) {
        Verdict expected = ReferenceCodec.parse(input, TIMESTAMP_MILLIS, mapping.getValue());
        same(i, withoutDetail(codec.parse(input, TIMESTAMP_MILLIS)), expected);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> theWayForManyKeysGivesTheSame() {
    return FuzzMappings.all().entrySet().stream()
        .map(mapping -> DynamicTest.dynamicTest(mapping.getKey(), () -> bothWays(mapping)));
  }

  private static void bothWays(Map.Entry<String, MappingSpec> mapping) {
    EventCodec bytes = EventCodec.of(mapping.getValue());
    EventCodec chars = EventCodec.of(mapping.getValue());
    for (long i = INPUTS; i < 2 * INPUTS; i++) {
      byte[] input = CodecFuzz.input(SEED, i);
      Verdict expected = withoutDetail(bytes.parse(input, TIMESTAMP_MILLIS, Integer.MAX_VALUE));
      same(i, withoutDetail(chars.parse(input, TIMESTAMP_MILLIS, 0)), expected);
    }
  }

  private static void same(long index, Verdict actual, Verdict expected) {
    // Describing each of thousands of records would take longer than reading them.
    if (!expected.equals(actual)) {
      String input = new String(CodecFuzz.input(SEED, index), StandardCharsets.UTF_8);
      assertThat(actual).as("seed %d, input %d: %s", SEED, index, input).isEqualTo(expected);
    }
  }

  private static Verdict withoutDetail(Verdict verdict) {
    return verdict instanceof Rejection rejection
        ? new Rejection(rejection.reason(), rejection.field(), null)
        : verdict;
  }
}
