package io.footfall.runtime.spark.keyed;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.kafka010.KafkaSourceProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The DataSource V2 entry of the source of stateful jobs: Spark's own Kafka source, cut in
 * Kafka-timestamp order and parsed where it is read. Takes the options of Spark's source; as a
 * batch it reads what {@code startingOffsets} and {@code endingOffsets} say. Spark makes instances
 * by class name and hands over strings only, so a job's {@link KeyedInput} waits here under a key.
 *
 * <p>One row per valid event; {@code packed} is null for an event that the job has no use for.
 */
public final class KeyedSource implements TableProvider {
  static final int USER_ID = 0;
  static final int EVENT_TIME = 1;
  static final int PACKED = 2;
  static final int PARTITION = 3;
  static final int OFFSET = 4;

  static final StructType SCHEMA =
      new StructType()
          .add("user_id", StringType)
          .add("event_time", TimestampType)
          .add("packed", BinaryType)
          .add("kafka_partition", IntegerType)
          .add("kafka_offset", LongType);

  private static final String KEY = "footfall.input";
  private static final Map<String, KeyedInput> INPUTS = new ConcurrentHashMap<>();

  /** Registers; the key goes into the option {@link #option()} of the reader. */
  static String register(KeyedInput input) {
    String key = UUID.randomUUID().toString();
    INPUTS.put(key, input);
    return key;
  }

  /** Forgets the input of a job that has ended. */
  static void unregister(String key) {
    INPUTS.remove(key);
  }

  static String option() {
    return KEY;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return SCHEMA;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    KeyedInput input = INPUTS.get(new CaseInsensitiveStringMap(properties).get(KEY));
    if (input == null) {
      throw new IllegalStateException("no input is registered under this key");
    }
    return new SourceTable(
        input, (SupportsRead) new KafkaSourceProvider().getTable(schema, partitioning, properties));
  }

  private record SourceTable(KeyedInput input, SupportsRead kafka) implements SupportsRead {
    @Override
    public String name() {
      return "footfall";
    }

    @Override
    @SuppressWarnings("deprecation") // Spark asks for it still
    public StructType schema() {
      return SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.MICRO_BATCH_READ, TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      Scan scan = kafka.newScanBuilder(options).build();
      return () -> new KeyedScan(scan, input);
    }
  }
}
