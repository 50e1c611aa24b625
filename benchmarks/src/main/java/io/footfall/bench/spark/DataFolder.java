package io.footfall.bench.spark;

import io.footfall.bench.core.BenchErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a warehouse on a local disk.
 *
 * @param files Parquet files of the tables, those of Delta's log left out
 */
record DataFolder(long files, long bytes) {

  static DataFolder of(Path warehouse) {
    if (!Files.exists(warehouse)) {
      return new DataFolder(0, 0);
    }
    try (Stream<Path> paths = Files.walk(warehouse)) {
      List<Path> files = paths.filter(DataFolder::isData).toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new DataFolder(files.size(), bytes);
    } catch (IOException e) {
      throw BenchErrors.folderUnusable(warehouse, e);
    }
  }

  private static boolean isData(Path file) {
    return file.toString().endsWith(".parquet") && !file.toString().contains("_delta_log");
  }
}
