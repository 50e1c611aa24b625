package io.footfall.cli;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A table as a reader without Spark sees it: Delta Kernel, which reads log and Parquet itself. */
final class KernelTable {
  private final Engine engine = DefaultEngine.create(new Configuration());
  private final Path path;
  private final Snapshot snapshot;

  KernelTable(Path path) {
    this.path = path;
    this.snapshot = Table.forPath(engine, path.toString()).getLatestSnapshot(engine);
  }

  /** All in a warehouse. */
  static List<KernelTable> all(Path warehouse) throws IOException {
    try (Stream<Path> folders = Files.list(warehouse)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("_delta_log")))
          .sorted()
          .map(KernelTable::new)
          .toList();
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  Protocol protocol() {
    return ((SnapshotImpl) snapshot).getProtocol();
  }

  Map<String, String> properties() {
    return ((SnapshotImpl) snapshot).getMetadata().getConfiguration();
  }

  /** Rows by the value of a text column, decoding every column of each. */
  Map<String, Long> countBy(String column) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    StructType schema = snapshot.getSchema(engine);
    int index = schema.indexOf(column);
    Scan scan = snapshot.getScanBuilder(engine).build();
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            count(state, rows.next(), index, counts);
          }
        }
      }
    }
    return counts;
  }

  private void count(Row state, Row file, int column, Map<String, Long> counts) throws IOException {
    StructType columns = ScanStateRow.getPhysicalDataReadSchema(engine, state);
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    CloseableIterator<ColumnarBatch> read =
        engine
            .getParquetHandler()
            .readParquetFiles(Utils.singletonCloseableIterator(status), columns, Optional.empty());
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, read)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(row -> counts.merge(row.getString(column), 1L, Long::sum));
        }
      }
    }
  }
}
