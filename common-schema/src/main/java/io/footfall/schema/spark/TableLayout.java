package io.footfall.schema.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One Delta table: name, columns and the column that partitions it.
 *
 * @param schema all columns, the partition column last
 * @param partitionColumn a date or a number, so that no payload text gets into a path
 */
public record TableLayout(String name, StructType schema, String partitionColumn)
    implements Serializable {

  /** The columns inside the data files: all but the partition column. */
  public StructType fileSchema() {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(partitionColumn))
            .toArray(StructField[]::new));
  }

  /** The table's folder or URI under a warehouse. */
  public String path(String warehouse) {
    return warehouse + "/" + name;
  }
}
