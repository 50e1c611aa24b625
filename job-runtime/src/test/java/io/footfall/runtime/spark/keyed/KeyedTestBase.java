package io.footfall.runtime.spark.keyed;

import io.footfall.localkafka.SharedKafka;
import io.footfall.localkafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all classes of a run; a topic and a pipeline of its own for each test. */
@ExtendWith(SharedKafka.class)
abstract class KeyedTestBase {
  /** Before any batch, so that the batches' own time does not limit the watermark. */
  private final Instant start =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);

  private static TestKafka kafka;

  @TempDir Path folder;
  EventTopic topic;
  CountPipeline pipeline;

  @BeforeAll
  static void takeKafka(TestKafka shared) {
    kafka = shared;
  }

  @BeforeEach
  void newPipeline() {
    topic = EventTopic.create(kafka.bootstrapServers(), partitions());
    pipeline = new CountPipeline(folder, topic);
  }

  int partitions() {
    return 1;
  }

  final Instant at(long seconds) {
    return start.plusSeconds(seconds);
  }
}
