package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TxnIdsTest {
  private static final TxnIds IDS = new TxnIds("default", "ingest", "events");
  private static final KafkaPartition PARTITION = new KafkaPartition("user.behavior_1-x", 3);

  @Test
  void writesTheIdsOfTheProtocol() {
    assertThat(IDS.batch("5f0c")).isEqualTo("default/ingest/events/5f0c");
    assertThat(IDS.end(2, PARTITION)).isEqualTo("default/ingest/events/2/user.behavior_1-x/3");
    assertThat(IDS.first(2, PARTITION))
        .isEqualTo("default/ingest/events/2/user.behavior_1-x/3/first");
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(IDS.parse(IDS.end(2, PARTITION))).contains(new TxnIds.Parsed(2, PARTITION, false));
    assertThat(IDS.parse(IDS.first(2, PARTITION))).contains(new TxnIds.Parsed(2, PARTITION, true));
  }

  @Test
  void tellsMarksAndQueryIdsFromOffsets() {
    assertThat(IDS.mark("watermark")).isEqualTo("default/ingest/events/watermark");
    assertThat(IDS.markOf(IDS.mark("watermark"))).contains("watermark");
    assertThat(IDS.markOf(IDS.batch("5f0c"))).contains("5f0c");
    assertThat(IDS.markOf(IDS.end(2, PARTITION))).isEmpty();
    assertThat(IDS.markOf("default/ingest/quarantine/watermark")).isEmpty();
  }

  @Test
  void ignoresIdsOfOthers() {
    assertThat(IDS.parse(IDS.batch("5f0c"))).isEmpty();
    assertThat(IDS.parse("other/ingest/events/0/t/1")).isEmpty();
    assertThat(IDS.parse(new TxnIds("default", "ingest", "events_2").end(0, PARTITION))).isEmpty();
  }

  @Test
  void tellWhichTopicAnEpochsOffsetsCountIn() {
    TxnIds ids = new TxnIds("default", "ingest", "events");
    TopicIdentity identity = new TopicIdentity("c-1", "shop", "Xy_2");
    String id = ids.identity(4, identity);
    assertThat(id).isEqualTo("default/ingest/events/4/shop/identity/c-1/Xy_2");
    assertThat(ids.parseIdentity(id)).contains(new TxnIds.ParsedIdentity(4, identity));
    assertThat(ids.parse(id)).isEmpty();
    assertThat(ids.parseIdentity(ids.end(4, new KafkaPartition("shop", 0)))).isEmpty();
    assertThat(ids.parseIdentity(ids.batch("some-query"))).isEmpty();
  }
}
