package io.footfall.runtime.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.OffsetStoreContract;
import io.footfall.offsets.core.Position;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaOffsetStoreIT extends OffsetStoreContract {
  private static final TableLayout TABLE = Tables.OFFSET_GAPS;

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));

  @TempDir private Path folder;

  @Override
  protected OffsetStore open(String job) {
    DeltaLog.clearCache(); // as another process would see it
    return new DeltaOffsetStore(
        spark, folder.toString(), TABLE, new TxnIds("default", job, TABLE.name()), 1);
  }

  @Test
  void aStockReaderFindsTheOffsetsInTheLog() {
    try (OffsetStore store = open("ingest")) {
      store.write(Position.of(2, Map.of(P0, 17L, P10, 4L)));
    }
    assertThat(
            spark
                .read()
                .json(folder.resolve(TABLE.name() + "/_delta_log/*.json").toString())
                .where("txn IS NOT NULL")
                .select(
                    functions.concat_ws(
                        " ", functions.col("txn.appId"), functions.col("txn.version")))
                .collectAsList())
        .extracting(row -> row.getString(0))
        .contains(
            "default/ingest/offset_gaps/2/shop.events/0 17",
            "default/ingest/offset_gaps/2/shop.events/10 4",
            "default/ingest/offset_gaps/2/shop.events/0/first 17");
  }
}
