package io.footfall.runtime.spark.keyed;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import scala.collection.JavaConverters;

/**
 * Rows grouped by a text column, of which one binary column is decoded and nothing else. Spark's
 * public ways decode every column of every row, or compute the key once more. The one place that
 * makes a {@link KeyValueGroupedDataset} by hand.
 */
final class KeyedGroups {
  private static final int VALUE = 0;
  private static final int KEY = 1;

  private KeyedGroups() {}

  /**
   * Groups.
   *
   * @param rows the binary column first, for Spark decodes by position; then the key; others after
   */
  static KeyValueGroupedDataset<String, byte[]> of(Dataset<Row> rows) {
    List<Attribute> columns =
        JavaConverters.seqAsJavaList(rows.queryExecution().analyzed().output());
    return new KeyValueGroupedDataset<>(
        Encoders.STRING(),
        Encoders.BINARY(),
        rows.queryExecution(),
        JavaConverters.asScalaBuffer(List.of(columns.get(VALUE))).toSeq(),
        JavaConverters.asScalaBuffer(List.of(columns.get(KEY))).toSeq());
  }
}
