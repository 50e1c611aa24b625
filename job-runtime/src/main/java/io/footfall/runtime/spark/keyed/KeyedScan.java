package io.footfall.runtime.spark.keyed;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** A scan of Spark's Kafka source, with the records parsed. */
record KeyedScan(Scan kafka, KeyedInput input) implements Scan {

  @Override
  public StructType readSchema() {
    return KeyedSource.SCHEMA;
  }

  @Override
  public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
    return new AlignedStream(kafka.toMicroBatchStream(checkpointLocation), input);
  }

  @Override
  public Batch toBatch() {
    Batch batch = kafka.toBatch();
    return new Batch() {
      @Override
      public InputPartition[] planInputPartitions() {
        return batch.planInputPartitions();
      }

      @Override
      public PartitionReaderFactory createReaderFactory() {
        return EventReaderFactory.ofLatest(batch.createReaderFactory(), input);
      }
    };
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.UNSUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return kafka.supportedCustomMetrics();
  }
}
