package io.footfall.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.footfall.generator.core.Truth;
import io.footfall.runtime.spark.RunMode;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What one writes with Spark and Delta as they come: {@code from_json} of the canonical fields,
 * rows that have the required ones appended by the stock Delta sink. It does less than ingest: no
 * properties, no quarantine, no partial counts, no recorded offsets.
 */
public final class StockIngest implements Contender {
  private static final String JSON = "event";

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public List<WatchedTable> tables() {
    return List.of(new WatchedTable(Tables.EVENTS.name(), Optional.of("kafka_timestamp")));
  }

  @Override
  public Running start(SparkSession spark, FootfallConfig config, String servers, RunMode mode) {
    Dataset<Row> events = events(Baseline.source(spark, config, servers));
    return Baseline.start(
        name(),
        events
            .writeStream()
            .format("delta")
            .outputMode("append")
            .partitionBy(Tables.EVENTS.partitionColumn())
            .option("path", Tables.EVENTS.path(config.warehouse())),
        config,
        mode);
  }

  /** Of broken records it keeps those that parse somehow. */
  @Override
  public long verify(SparkSession spark, FootfallConfig config, Truth truth) {
    long rows = RowCount.of(spark, Tables.EVENTS.path(config.warehouse()), name());
    RowCount.require(name() + ", table events", truth.valid(), truth.produced(), rows);
    return rows;
  }

  /** The canonical fields under their JSON names, with the types of {@code events}. */
  public static StructType jsonSchema() {
    StructType schema = new StructType();
    for (Field field : Field.values()) {
      schema =
          schema.add(field.jsonName(), Tables.EVENTS.schema().apply(field.columnName()).dataType());
    }
    return schema;
  }

  /** The records that have the required fields, in the columns of {@code events} but properties. */
  static Dataset<Row> events(Dataset<Row> source) {
    Dataset<Row> parsed =
        source.withColumn(JSON, from_json(col("value").cast(DataTypes.StringType), jsonSchema()));
    Column valid = lit(true);
    List<Column> columns = new ArrayList<>();
    for (Field field : Field.values()) {
      Column value = col(JSON + "." + field.jsonName());
      if (field.required()) {
        valid = valid.and(value.isNotNull());
      }
      columns.add(value.as(field.columnName()));
    }
    columns.add(col("topic").as("kafka_topic"));
    columns.add(col("partition").as("kafka_partition"));
    columns.add(col("offset").as("kafka_offset"));
    columns.add(col("timestamp").as("kafka_timestamp"));
    columns.add(functions.current_timestamp().as("ingested_at"));
    columns.add(
        to_date(col(JSON + "." + Field.EVENT_TIME.jsonName())).as(Tables.EVENTS.partitionColumn()));
    return parsed.where(valid).select(columns.toArray(Column[]::new));
  }
}
