package io.footfall.runtime.spark.sink;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.streaming.ReportsSinkMetrics;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The DataSource V2 entry of the exactly-once sink. Spark makes instances by class name and hands
 * over strings only, so a running job's {@link JobSink} waits here under a key.
 */
public final class SinkProvider implements TableProvider {
  private static final String KEY = "footfall.sink";
  private static final Map<String, JobSink> SINKS = new ConcurrentHashMap<>();

  /** Registers; the key goes into the option {@link #option()} of the stream's writer. */
  public static String register(JobSink sink) {
    String key = UUID.randomUUID().toString();
    SINKS.put(key, sink);
    return key;
  }

  /** Forgets a sink whose query has ended. */
  public static void unregister(String key) {
    SINKS.remove(key);
  }

  public static String option() {
    return KEY;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return new StructType();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    JobSink sink = SINKS.get(new CaseInsensitiveStringMap(properties).get(KEY));
    if (sink == null) {
      throw new IllegalStateException("no sink is registered under this key");
    }
    return new SinkTable(sink, HadoopSettings.of(SparkSession.active()));
  }

  private record SinkTable(JobSink sink, HadoopSettings hadoop)
      implements SupportsWrite, ReportsSinkMetrics {
    @Override
    public String name() {
      return "footfall";
    }

    @Override
    @SuppressWarnings("deprecation") // Spark asks for it still
    public StructType schema() {
      return new StructType();
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.STREAMING_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public Map<String, String> metrics() {
      return sink.listener().sinkMetrics();
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
      return new WriteBuilder() {
        @Override
        public Write build() {
          return new Write() {
            @Override
            public StreamingWrite toStreaming() {
              return new ExactlyOnceWrite(sink, info.queryId(), hadoop);
            }
          };
        }
      };
    }
  }
}
