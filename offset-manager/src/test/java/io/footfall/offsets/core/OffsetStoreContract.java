package io.footfall.offsets.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link OffsetStore} promises. */
public abstract class OffsetStoreContract {
  protected static final String TOPIC = "shop.events";
  protected static final KafkaPartition P0 = new KafkaPartition(TOPIC, 0);
  protected static final KafkaPartition P1 = new KafkaPartition(TOPIC, 1);
  protected static final KafkaPartition P10 = new KafkaPartition(TOPIC, 10);

  /** The store as a process that starts now opens it; all of one test and job share one place. */
  protected abstract OffsetStore open(String job);

  @Test
  void holdsNothingBeforeTheFirstWrite() {
    try (OffsetStore store = open("ingest")) {
      assertThat(store.read()).isEmpty();
    }
  }

  @Test
  void whatOneProcessWritesAnotherReads() {
    Position position = Position.of(0, Map.of(P0, 17L, P1, 0L, P10, 5_000_000_000L));
    try (OffsetStore store = open("ingest")) {
      store.write(position);
      assertThat(store.read()).contains(position);
    }
    try (OffsetStore again = open("ingest")) {
      assertThat(again.read()).contains(position);
    }
  }

  @Test
  void aLaterPositionReplacesAnEarlierOneAlsoWithMorePartitions() {
    try (OffsetStore store = open("ingest")) {
      store.write(Position.of(0, Map.of(P0, 17L)));
      store.write(Position.of(0, Map.of(P0, 18L, P1, 3L)));
      assertThat(store.read()).contains(Position.of(0, Map.of(P0, 18L, P1, 3L)));
    }
  }

  @Test
  void aLaterEpochReplacesAllAlsoWithSmallerOffsetsAndFewerPartitions() {
    try (OffsetStore store = open("ingest")) {
      store.write(Position.of(0, Map.of(P0, 17L, P1, 9L)));
      store.write(Position.of(1, Map.of(P0, 2L)));
    }
    try (OffsetStore again = open("ingest")) {
      assertThat(again.read()).contains(Position.of(1, Map.of(P0, 2L)));
    }
  }

  @Test
  void jobsDoNotMeet() {
    try (OffsetStore ingest = open("ingest");
        OffsetStore session = open("session")) {
      ingest.write(Position.of(0, Map.of(P0, 17L)));
      assertThat(session.read()).isEmpty();
      session.write(Position.of(0, Map.of(P0, 4L)));
      assertThat(ingest.read()).contains(Position.of(0, Map.of(P0, 17L)));
    }
  }
}
