package io.footfall.runtime.spark.state;

import static io.footfall.runtime.core.keyed.StepResult.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.collection.Iterator;

/**
 * Measures, when asked to by {@code -Dfootfall.measure=state}, what a batch costs in one partition
 * as its keys grow; the figures stand in docs/decisions/0008.
 */
@EnabledIfSystemProperty(named = "footfall.measure", matches = "state")
class DueIndexCostIT {
  private static final int CHANGED = 2_500;
  private static final int DUE = 10;
  private static final int BYTES = 200;
  private static final int WARM_UP = 10;
  private static final int BATCHES = 20;

  @TempDir private Path checkpoint;

  @ParameterizedTest
  @CsvSource({
    "10000, index", "10000, scan",
    "100000, index", "100000, scan",
    "1000000, index", "1000000, scan"
  })
  void aBatch(int keys, String way) throws IOException {
    StateFixture fixture = new StateFixture(checkpoint);
    RocksDBStateStoreProvider provider = open(fixture, way);
    fixture.plan(0, 0, 1);
    StateStore filled = provider.getStore(0);
    for (int key = 0; key < keys; key++) {
      fixture.put(filled, user(key), BYTES, dueMillis(key), NEVER);
    }
    filled.commit();
    List<Long> whole = new ArrayList<>();
    List<Long> search = new ArrayList<>();
    for (int batch = 1; batch <= WARM_UP + BATCHES; batch++) {
      fixture.plan(batch, batch * 1_000L, 1);
      long start = System.nanoTime();
      StateStore store = provider.getStore(batch);
      for (int i = 0; i < CHANGED; i++) {
        int key = keys / 2 + (batch * CHANGED + i) % (keys / 2);
        store.get(fixture.key(user(key)));
        fixture.put(store, user(key), BYTES, dueMillis(key), NEVER);
      }
      long changed = System.nanoTime();
      assertThat(decoded(store)).isEqualTo(way.equals("index") ? DUE : keys);
      search.add(System.nanoTime() - changed);
      for (int i = 0; i < DUE && way.equals("index"); i++) {
        fixture.put(store, user((batch - 1) * DUE + i), BYTES, NEVER, NEVER);
      }
      store.commit();
      whole.add(System.nanoTime() - start);
    }
    System.out.printf("| %,d | %s | %.1f | %.1f |%n", keys, way, median(search), median(whole));
    long start = System.nanoTime();
    provider.close();
    RocksDBStateStoreProvider other = open(fixture, way);
    other.getStore(WARM_UP + BATCHES + 1).abort();
    System.out.printf(
        "first load of %,d keys, %s: %,d ms%n", keys, way, (System.nanoTime() - start) / 1_000_000);
    other.close();
  }

  private static RocksDBStateStoreProvider open(StateFixture fixture, String way) {
    return fixture.open(
        way.equals("index") ? new DueStateStoreProvider() : new RocksDBStateStoreProvider());
  }

  /** Ten become due in each batch. */
  private static long dueMillis(int key) {
    return key / DUE * 1_000L + 1;
  }

  /** As Spark does with what the store offers. */
  private static int decoded(StateStore store) {
    int count = 0;
    Iterator<UnsafeRowPair> offered = store.iterator();
    while (offered.hasNext()) {
      if (offered.next().value().getStruct(0, 1).getBinary(0).length > BYTES) {
        count++;
      }
    }
    return count;
  }

  private static String user(int key) {
    return "user-%08d".formatted(key);
  }

  private static double median(List<Long> nanos) {
    return nanos.subList(WARM_UP, nanos.size()).stream().sorted().toList().get(BATCHES / 2) / 1e6;
  }
}
