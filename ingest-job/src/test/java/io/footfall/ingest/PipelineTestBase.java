package io.footfall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.ingest.spark.OffsetAudit;
import io.footfall.localkafka.TestKafka;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One broker for a class; a topic and a pipeline of its own for each test. */
abstract class PipelineTestBase {
  static TestKafka kafka;

  @TempDir Path folder;
  Topic topic;
  Pipeline pipeline;

  @BeforeAll
  static void startKafka() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void newPipeline() {
    topic = Topic.create(kafka.bootstrapServers(), partitions());
    pipeline = new Pipeline(folder, topic).set("footfall.validation.max-age", "none");
  }

  abstract int partitions();

  /** Every offset stands in one table, and {@code events} holds so many events, each once. */
  final void assertHolds(long events) {
    OffsetAudit.Report report = pipeline.audit();
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(pipeline.table(Tables.EVENTS).select("event_id").distinct().count())
        .isEqualTo(events);
    assertThat(pipeline.table(Tables.EVENTS).count()).isEqualTo(events);
  }

  static String[] events(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> Topic.event(prefix + i)).toArray(String[]::new);
  }
}
