package io.footfall.bench.jmh;

import io.footfall.generator.core.GeneratorSpec;
import io.footfall.generator.core.ShopModel;
import java.time.Instant;
import java.util.Arrays;

/** The default events as bytes, the same in every run. */
final class Events {
  /** Enough for branch prediction not to learn them, few enough for the cache. */
  static final int COUNT = 1_024;

  private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");

  private final byte[][] values;
  private final long timestampMillis;

  private Events(byte[][] values, long timestampMillis) {
    this.values = values;
    this.timestampMillis = timestampMillis;
  }

  static Events sample() {
    GeneratorSpec spec =
        GeneratorSpec.defaults().withEvents(COUNT).withRatios(0, 0, 0, 0).withStart(START);
    ShopModel model = new ShopModel(spec);
    byte[][] values = new byte[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      values[i] = model.next().value();
    }
    return new Events(values, START.plus(spec.span()).toEpochMilli());
  }

  /** Shared: read only. */
  byte[][] values() {
    return values;
  }

  /** A Kafka timestamp with which all are valid. */
  long timestampMillis() {
    return timestampMillis;
  }

  double meanBytes() {
    return Arrays.stream(values).mapToInt(value -> value.length).average().orElse(0);
  }
}
