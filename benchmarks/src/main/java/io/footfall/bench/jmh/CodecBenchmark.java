package io.footfall.bench.jmh;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.bench.spark.StockIngest;
import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.MappingSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JsonToStructs;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import scala.Option;

/**
 * One thread reads the default event in several ways. {@code from_json} is Spark's own expression,
 * evaluated row by row as a query does (it has no generated code), without scan and projection
 * around it; the cast from binary to text is the same call as Spark's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Events.COUNT)
public class CodecBenchmark {
  /** What sessions and funnels need at least. */
  private static final Field[] FIVE = {
    Field.EVENT_ID, Field.USER_ID, Field.EVENT_TYPE, Field.EVENT_TIME, Field.PAGE
  };

  private final Events events = Events.sample();
  private final ObjectMapper mapper = new ObjectMapper();
  private final GenericInternalRow row = new GenericInternalRow(1);
  private EventCodec full;
  private EventCodec fiveFields;
  private JsonToStructs allJson;
  private JsonToStructs fiveJson;

  /** Prepares, and refuses to measure what does not work. */
  @Setup
  public void prepare() {
    MappingSpec mapping =
        ConfigLoader.load(Optional.empty(), Map.of(), Map.of()).config().mapping();
    full = EventCodec.of(mapping);
    fiveFields = EventCodec.of(mapping, Projection.of(FIVE));
    allJson = fromJson(StockIngest.jsonSchema());
    StructType five =
        new StructType(
            Arrays.stream(FIVE)
                .map(field -> StockIngest.jsonSchema().apply(field.jsonName()))
                .toArray(StructField[]::new));
    fiveJson = fromJson(five);
    for (byte[] value : events.values()) {
      if (!(full.parse(value, events.timestampMillis()) instanceof BehaviorEvent)) {
        throw new IllegalStateException("the sample has an event that is none");
      }
    }
  }

  /** The codec as ingest uses it. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void codec_full(Blackhole sink) {
    for (byte[] value : events.values()) {
      sink.consume(full.parse(value, events.timestampMillis()));
    }
  }

  /** The codec with all its checks, five fields built. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void codec_5_fields(Blackhole sink) {
    for (byte[] value : events.values()) {
      sink.consume(fiveFields.parse(value, events.timestampMillis()));
    }
  }

  /** What the stock path pays. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void from_json_12_fields(Blackhole sink) {
    for (byte[] value : events.values()) {
      sink.consume(eval(allJson, value));
    }
  }

  /** The least that sessions in plain Spark pay. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void from_json_5_fields(Blackhole sink) {
    for (byte[] value : events.values()) {
      sink.consume(eval(fiveJson, value));
    }
  }

  /** No check but JSON's own. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void jackson_pojo(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      sink.consume(mapper.readValue(value, BoundEvent.class));
    }
  }

  /** No check but JSON's own. */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void jackson_tree(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      sink.consume(mapper.readTree(value));
    }
  }

  /**
   * Jackson's tokenizer alone, each value read as text: the floor under any way through Jackson.
   */
  @Benchmark
  @SuppressWarnings("MemberName")
  public void jackson_tokens(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      try (JsonParser parser = mapper.getFactory().createParser(value)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          sink.consume(token.isScalarValue() ? parser.getText() : token);
        }
      }
    }
  }

  private Object eval(JsonToStructs expression, byte[] value) {
    row.update(0, UTF8String.fromBytes(value));
    return expression.eval(row);
  }

  private static JsonToStructs fromJson(StructType schema) {
    return new JsonToStructs(
        schema,
        scala.collection.immutable.Map$.MODULE$.empty(),
        new BoundReference(0, DataTypes.StringType, true),
        Option.apply("UTC"));
  }
}
