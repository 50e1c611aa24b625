package io.footfall.runtime.parquet;

import io.footfall.runtime.core.DataFile;
import io.footfall.runtime.core.RuntimeErrors;
import io.footfall.schema.spark.TableLayout;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<String, Configuration> settings = new HashMap<>();
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

  /**
   * Removes every file that can be removed; what is left is named by no commit.
   *
   * @throws IOException when some could not be removed; its cause is the first failure
   */
  public void discard() throws IOException {
    List<Exception> failures = removeAll();
    if (!failures.isEmpty()) {
      throw new IOException("what a failed task had written could not be removed", failures.get(0));
    }
  }

  /** As {@link #discard()}, because of a failure: what goes wrong is suppressed in it. */
  public void discard(Throwable because) {
    removeAll().forEach(because::addSuppressed);
  }

  private List<Exception> removeAll() {
    List<Exception> failures = new ArrayList<>();
    open.values().forEach(file -> attempt(file::discard, failures));
    open.clear();
    closed.forEach(
        (table, files) ->
            files.forEach(
                file ->
                    attempt(
                        () -> delete(new Path(warehouse + "/" + table, file.path())), failures)));
    closed.clear();
    return failures;
  }

  private interface Removal {
    void run() throws IOException;
  }

  private static void attempt(Removal removal, List<Exception> failures) {
    try {
      removal.run();
    } catch (IOException | RuntimeException e) {
      failures.add(e);
    }
  }

  private void delete(Path file) throws IOException {
    file.getFileSystem(hadoop).delete(file, false);
  }

  private ParquetFile create(TableLayout table, int epochDay) {
    String date = LocalDate.ofEpochDay(epochDay).toString();
    String path =
        "%s=%s/part-%s-%s.snappy.parquet"
            .formatted(table.partitionColumn(), date, task, UUID.randomUUID());
    try {
      return ParquetFile.create(new Path(table.path(warehouse)), path, date, settings(table));
    } catch (IOException | FSError e) { // Hadoop's local disk throws the latter
      throw RuntimeErrors.storage(table.path(warehouse), e);
    }
  }

  /** A copy of all settings is not cheap: one per table, not per file. */
  private Configuration settings(TableLayout table) {
    return settings.computeIfAbsent(
        table.name(), name -> ParquetFile.settings(table.fileSchema(), hadoop));
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
