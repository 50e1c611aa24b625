package io.footfall.offsets.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.localkafka.BrokerTools;
import io.footfall.localkafka.TestZooKeeper;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.OffsetStoreContract;
import io.footfall.offsets.core.Position;
import io.footfall.schema.core.error.FootfallException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ZooKeeperStoreIT extends OffsetStoreContract {
  private static TestZooKeeper zookeeper;

  private final String root = "/tests/" + UUID.randomUUID();

  @BeforeAll
  static void startZooKeeper() {
    zookeeper = TestZooKeeper.start();
  }

  @AfterAll
  static void stopZooKeeper() {
    zookeeper.close();
  }

  @Override
  protected OffsetStore open(String job) {
    return ZooKeeperStore.open(zookeeper.connect(), root, "default", job, TOPIC);
  }

  @Test
  void zooKeepersOwnClientReadsTheDocumentedNodes() {
    try (OffsetStore store = open("ingest")) {
      store.write(Position.of(3, Map.of(P0, 17L)));
    }
    String topic = root + "/default/ingest/offsets/" + TOPIC;
    assertThat(BrokerTools.zooKeeperShell(zookeeper.connect(), "get", topic + "/0"))
        .containsPattern("(?m)^17$");
    assertThat(BrokerTools.zooKeeperShell(zookeeper.connect(), "get", topic))
        .containsPattern("(?m)^3$");
  }

  @Test
  void failsWhileTheServerIsAwayAndWorksWhenItIsBack() {
    try (OffsetStore store = open("ingest")) {
      store.write(Position.of(0, Map.of(P0, 17L)));
      zookeeper.kill();
      assertThatThrownBy(() -> store.write(Position.of(0, Map.of(P0, 18L))))
          .isInstanceOf(FootfallException.class)
          .hasMessageStartingWith("ZooKeeper " + zookeeper.connect() + " " + root)
          .hasMessageContaining("cannot be read or written");
      zookeeper.restart();
      store.write(Position.of(0, Map.of(P0, 19L)));
      assertThat(store.read()).contains(Position.of(0, Map.of(P0, 19L)));
    }
  }
}
