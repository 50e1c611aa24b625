package io.footfall.runtime.parquet;

import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The Parquet files of one task: one per table and partition value, opened with the first row. One
 * thread.
 */
public final class TableWriters {
  /** Bounds memory when a batch holds events of very many days. */
  private static final int MOST_OPEN = 40;

  private final String warehouse;
  private final String task;
  private final Configuration hadoop;
  private final Map<Key, ParquetFile> open = new LinkedHashMap<>();
  private final Map<String, List<DataFile>> closed = new LinkedHashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param task part of each file name, unique in the batch
   */
  public TableWriters(String warehouse, String task, Configuration hadoop) {
    this.warehouse = warehouse;
    this.task = task;
    this.hadoop = hadoop;
  }

  /**
   * Appends a row.
   *
   * @param row in the order of {@link TableLayout#fileSchema()}; may be reused by the caller
   * @param epochDay the partition column's date, days since 1970-01-01
   */
  public void write(TableLayout table, int epochDay, InternalRow row) throws IOException {
    Key key = new Key(table.name(), epochDay);
    ParquetFile file = open.get(key);
    if (file == null) {
      if (open.size() >= MOST_OPEN) {
        closeOldest();
      }
      file = create(table, epochDay);
      open.put(key, file);
    }
    try {
      file.write(row);
    } catch (IOException | FSError e) { // Hadoop's local disk throws the latter
      throw RuntimeErrors.storage(table.path(warehouse), e);
    }
  }

  /** Closes all files: table name to its files. */
  public Map<String, List<DataFile>> close() throws IOException {
    while (!open.isEmpty()) {
      closeOldest();
    }
    return closed;
  }

  /** Removes what was written; what cannot be removed is named by no commit. */
  public void discard() throws IOException {
    for (ParquetFile file : open.values()) {
      file.discard();
    }
    open.clear();
    for (Map.Entry<String, List<DataFile>> entry : closed.entrySet()) {
      for (DataFile file : entry.getValue()) {
        Path path = new Path(warehouse + "/" + entry.getKey(), file.path());
        path.getFileSystem(hadoop).delete(path, false);
      }
    }
    closed.clear();
  }

  private ParquetFile create(TableLayout table, int epochDay) {
    String date = LocalDate.ofEpochDay(epochDay).toString();
    String path =
        "%s=%s/part-%s-%s.snappy.parquet"
            .formatted(table.partitionColumn(), date, task, UUID.randomUUID());
    try {
      return ParquetFile.create(
          new Path(table.path(warehouse)), path, date, table.fileSchema(), hadoop);
    } catch (IOException | FSError e) { // Hadoop's local disk throws the latter
      throw RuntimeErrors.storage(table.path(warehouse), e);
    }
  }

  private void closeOldest() {
    Key key = open.keySet().iterator().next();
    DataFile file;
    try {
      file = open.get(key).close();
    } catch (IOException | FSError e) { // Hadoop's local disk throws the latter
      throw RuntimeErrors.storage(warehouse + "/" + key.table(), e);
    }
    open.remove(key);
    closed.computeIfAbsent(key.table(), name -> new ArrayList<>()).add(file);
  }

  private record Key(String table, int epochDay) {}
}
