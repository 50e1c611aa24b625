package io.footfall.ingest.spark;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Joins neighbouring rows (table, topic, partition, from, until, epoch) of which one continues the
 * other, so that a file of a million offsets in order becomes one row.
 */
final class RangeMerger implements Iterator<Row> {
  private final Iterator<Row> rows;
  private Row ahead;

  RangeMerger(Iterator<Row> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return ahead != null || rows.hasNext();
  }

  @Override
  public Row next() {
    Row first = ahead == null ? rows.next() : ahead;
    ahead = null;
    long until = first.getLong(4);
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getLong(3) != until
          || row.getInt(2) != first.getInt(2)
          || row.getInt(5) != first.getInt(5)
          || !row.getString(1).equals(first.getString(1))) {
        ahead = row;
        break;
      }
      until = row.getLong(4);
    }
    return RowFactory.create(
        first.getString(0),
        first.getString(1),
        first.getInt(2),
        first.getLong(3),
        until,
        first.getInt(5));
  }
}
