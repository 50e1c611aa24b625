package io.footfall.runtime.spark.state;

import static io.footfall.runtime.core.keyed.StepResult.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.Iterator;

/** The index against real RocksDB. */
class DueStateStoreProviderIT {
  private static final int BYTES = 5;

  @TempDir private Path checkpoint;
  private StateFixture fixture;
  private DueStateStoreProvider provider;

  @BeforeEach
  void open() throws IOException {
    fixture = new StateFixture(checkpoint);
    provider = fixture.open(new DueStateStoreProvider());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void offersWhatIsDueInTheBatchAndNothingElse() throws IOException {
    fixture.plan(0, 0, 1_000);
    StateStore store = provider.getStore(0);
    fixture.put(store, "early", BYTES, 100, NEVER);
    fixture.put(store, "later", BYTES, 900, NEVER);
    fixture.put(store, "idle", BYTES, NEVER, 1_500);
    assertThat(offered(store)).isEmpty();
    store.commit();
    fixture.plan(1, 101, 1_400);
    store = provider.getStore(1);
    assertThat(offered(store)).containsExactly("early");
    store.remove(fixture.key("early"));
    store.commit();
    assertThat(store.metrics().numKeys()).isEqualTo(2);
    fixture.plan(2, 101, 1_500);
    store = provider.getStore(2);
    assertThat(offered(store)).containsExactly("idle");
    store.abort();
  }

  @Test
  void isMadeAnewAfterAnAbortAndForAnotherProvider() throws IOException {
    fixture.plan(0, 0, 1_000);
    StateStore store = provider.getStore(0);
    fixture.put(store, "ann", BYTES, 100, NEVER);
    store.commit();
    fixture.plan(1, 200, 2_000);
    store = provider.getStore(1);
    store.remove(fixture.key("ann"));
    fixture.put(store, "bob", BYTES, 100, NEVER);
    store.abort();
    store = provider.getStore(1);
    assertThat(offered(store)).containsExactly("ann");
    store.abort();
    provider.close();
    provider = fixture.open(new DueStateStoreProvider());
    store = provider.getStore(1);
    assertThat(offered(store)).containsExactly("ann");
    store.abort();
  }

  @Test
  void offersAllWhereNobodyKnowsTheBatch() {
    StateStore store = provider.getStore(0);
    fixture.put(store, "ann", BYTES, NEVER, NEVER);
    assertThat(offered(store)).containsExactly("ann");
    store.abort();
  }

  @Test
  void snapshotsAreUploadedSoThatAStartNeedNotReplayEveryChange() throws IOException {
    int batches = 52; // a snapshot is due after 50
    for (int batch = 0; batch < batches; batch++) {
      fixture.plan(batch, 0, 1_000);
      StateStore store = provider.getStore(batch);
      fixture.put(store, "ann", BYTES, 100 + batch, NEVER);
      store.commit();
    }
    provider.doMaintenance();
    try (Stream<Path> files = Files.list(checkpoint.resolve("state/0/0"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(f -> f.endsWith(".zip"));
    }
    provider.close();
    provider = fixture.open(new DueStateStoreProvider());
    fixture.plan(batches, 100 + batches, 1_000);
    StateStore store = provider.getStore(batches);
    assertThat(offered(store)).containsExactly("ann");
    store.abort();
  }

  private static Set<String> offered(StateStore store) {
    Set<String> offered = new TreeSet<>();
    Iterator<UnsafeRowPair> all = store.iterator();
    while (all.hasNext()) {
      offered.add(all.next().key().getString(0));
    }
    return offered;
  }
}
