package io.footfall.runtime.spark.keyed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.RebuildPlan;
import io.footfall.runtime.core.keyed.StateBlob;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.runtime.delta.DeltaTables;
import io.footfall.runtime.spark.JobPlan;
import io.footfall.runtime.spark.KafkaSource;
import io.footfall.schema.spark.Tables;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The events that lost states are made of, and the states. */
record PastEvents(SparkSession spark, KeyedJob job, JobPlan plan, KeyedInput input, KeyedRun run) {
  private static final String USER = "user_id";
  private static final String FROM = "from_micros";

  /** Columns {@code user_id} and {@code blob}: one row per user that has a state. */
  Dataset<Row> states(RebuildPlan sources, StateNeed.Events need, BatchTime time) {
    Dataset<Row> events = topic(sources.topic());
    if (!sources.events().isEmpty()) {
      events = events.union(table(sources.events()));
    }
    Column micros = unix_micros(col("event_time"));
    events = events.where(col("packed").isNotNull()).where(micros.geq(need.fromMicros()));
    if (need.users().isPresent()) {
      Dataset<Row> users = need.users().get().select(col(USER).as("needed"), col(FROM));
      events = events.join(users, col(USER).equalTo(col("needed")).and(micros.geq(col(FROM))));
    }
    events = withoutLate(events).select(col("packed"), col(USER));
    KeyedStep step = job.step().apply(run);
    return KeyedGroups.of(events)
        .flatMapGroups(
            new Rebuild(step, time), Encoders.tuple(Encoders.STRING(), Encoders.BINARY()))
        .toDF(USER, "blob");
  }

  private record Rebuild(KeyedStep step, BatchTime time)
      implements FlatMapGroupsFunction<String, byte[], Tuple2<String, byte[]>> {
    @Override
    public Iterator<Tuple2<String, byte[]>> call(String key, Iterator<byte[]> events) {
      StepResult result = step.rebuild(key, events, time);
      return result.state() == null
          ? List.<Tuple2<String, byte[]>>of().iterator()
          : List.of(new Tuple2<>(key, StateBlob.of(result))).iterator();
    }
  }

  private Dataset<Row> topic(Map<KafkaPartition, OffsetRange> ranges) {
    Map<KafkaPartition, Long> from = new TreeMap<>();
    Map<KafkaPartition, Long> until = new TreeMap<>();
    plan.start() // every partition of the topic must be named
        .offsets()
        .forEach(
            (partition, offset) -> {
              OffsetRange range = ranges.getOrDefault(partition, new OffsetRange(offset, offset));
              from.put(partition, range.from());
              until.put(partition, range.until());
            });
    Map<String, String> options =
        KafkaSource.options(plan.bootstrapServers(), plan.config().kafka(), from);
    options.put("endingOffsets", KafkaSource.json(until));
    String key = KeyedSource.register(input);
    try {
      return spark
          .read()
          .format(KeyedSource.class.getName())
          .options(options)
          .option(KeyedSource.option(), key)
          .load();
    } finally {
      KeyedSource.unregister(key);
    }
  }

  private Dataset<Row> table(Map<KafkaPartition, OffsetRange> ranges) {
    Column wanted = lit(false);
    for (Map.Entry<KafkaPartition, OffsetRange> each : ranges.entrySet()) {
      wanted =
          wanted.or(
              col("kafka_topic")
                  .equalTo(each.getKey().topic())
                  .and(col("kafka_partition").equalTo(each.getKey().number()))
                  .and(col("kafka_offset").geq(each.getValue().from()))
                  .and(col("kafka_offset").lt(each.getValue().until())));
    }
    return spark
        .read()
        .format("delta")
        .load(Tables.EVENTS.path(plan.config().warehouse()))
        .where(wanted.and(col("source_epoch").equalTo(epochOfEvents())))
        .map(new StoredEvent(job.packer()), Encoders.row(KeyedSource.SCHEMA));
  }

  private int epochOfEvents() {
    return JobPlan.look(spark, plan.config(), "ingest", Tables.EVENTS).sourceEpoch();
  }

  private Dataset<Row> withoutLate(Dataset<Row> events) {
    if (!DeltaTables.check(spark, plan.config().warehouse(), job.late())) {
      return events;
    }
    Dataset<Row> late =
        spark
            .read()
            .format("delta")
            .load(job.late().path(plan.config().warehouse()))
            .where(col("kafka_topic").equalTo(plan.config().kafka().topic()))
            .where(col("source_epoch").equalTo(plan.sourceEpoch()))
            .select(
                col("kafka_partition").as("late_partition"), col("kafka_offset").as("late_offset"));
    return events.join(
        late,
        col("kafka_partition")
            .equalTo(col("late_partition"))
            .and(col("kafka_offset").equalTo(col("late_offset"))),
        "left_anti");
  }
}
