package io.footfall.bench.jmh;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

final class CodecBenchmarkTest {

  @Test
  void everyWayReadsTheSample() {
    Blackhole sink =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
    CodecBenchmark benchmark = new CodecBenchmark();
    benchmark.prepare();
    assertThatCode(
            () -> {
              benchmark.codec_full(sink);
              benchmark.codec_5_fields(sink);
              benchmark.from_json_12_fields(sink);
              benchmark.from_json_5_fields(sink);
              benchmark.jackson_pojo(sink);
              benchmark.jackson_tree(sink);
            })
        .doesNotThrowAnyException();
  }
}
