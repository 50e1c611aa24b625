package io.footfall.funnel.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.footfall.funnel.core.audit.UserAudit;
import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelErrors;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.step.FunnelRecount;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.delta.DeltaTableSink;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Recounts every user from {@code events} less the late rows, up to the offsets that the funnels
 * have accounted for, and compares with the sums over {@code funnel_updates}; a seeded sample of
 * users is counted by the naive reference too.
 */
public final class FunnelAudit {
  /** Chains that the reference tries for one cohort of one user. */
  private static final long BUDGET = 200_000;

  private static final long SEED = 42;
  private static final long SAMPLE = 500;

  /** Differences that a report names. */
  private static final int MOST_NAMED = 100;

  private static final StructType OUTCOME =
      new StructType()
          .add("keys", DataTypes.LongType)
          .add("capped", DataTypes.LongType)
          .add("conflicting", DataTypes.LongType)
          .add("sampled", DataTypes.LongType)
          .add("too_many", DataTypes.LongType)
          .add("differing", DataTypes.LongType)
          .add("difference", DataTypes.StringType);

  private static final List<String> KEY =
      List.of("source_epoch", "kafka_topic", "kafka_partition", "kafka_offset");

  private FunnelAudit() {}

  /**
   * The outcome.
   *
   * @param keys triples of funnel, user and cohort that were compared
   * @param capped triples whose rows say that events were left out; not compared
   * @param conflicting triples of users who sent one event id with several times; not compared
   * @param sampledUsers users that the reference was to count too
   * @param sampledKeys triples that it has counted
   * @param tooMany funnels of such users with too many chains for it
   * @param differing how many differences there are
   * @param differences the first of them, each as one line
   */
  public record Report(
      long users,
      long keys,
      long capped,
      long conflicting,
      long sampledUsers,
      long sampledKeys,
      long tooMany,
      long differing,
      List<String> differences) {
    public Report {
      differences = List.copyOf(differences);
    }

    public boolean holds() {
      return differing == 0;
    }
  }

  /**
   * Audits one pipeline with a sample of its usual size.
   *
   * @return empty when the job has not run
   */
  public static Optional<Report> run(SparkSession spark, String warehouse, String pipeline) {
    return run(spark, warehouse, pipeline, SEED, SAMPLE);
  }

  /**
   * Audits one pipeline.
   *
   * @param seed picks the users of the sample
   * @param sample about how many users the reference counts
   * @return empty when the job has not run
   * @throws io.footfall.schema.core.error.FootfallException when {@code events} does not reach as
   *     far as the job
   */
  public static Optional<Report> run(
      SparkSession spark, String warehouse, String pipeline, long seed, long sample) {
    FunnelHistory history =
        new FunnelStore(warehouse, pipeline, spark.sessionState().newHadoopConf()).read();
    RecordedOffsets cut =
        recorded(spark, warehouse, pipeline, FunnelTables.JOB, FunnelTables.AUTHORITY);
    if (history.all().isEmpty() || cut.partitions().isEmpty()) {
      return Optional.empty();
    }
    requireEvents(cut, recorded(spark, warehouse, pipeline, "ingest", Tables.EVENTS));
    Dataset<Row> updates = updates(spark, warehouse);
    Row last = updates.selectExpr("max(watermark)").first();
    long watermark = last.isNullAt(0) ? Long.MIN_VALUE : last.getLong(0);
    Dataset<Row> events = events(spark, warehouse, cut, history);
    long users = events.select("user_id").distinct().count();
    long one = Math.max(1, users / Math.max(1, sample));
    Dataset<Row> outcomes = compare(events, updates, history, watermark, seed, one).cache();
    try {
      Row sums =
          outcomes
              .selectExpr(
                  "sum(keys)",
                  "sum(capped)",
                  "sum(conflicting)",
                  "sum(sampled)",
                  "sum(too_many)",
                  "sum(differing)",
                  "sum(if(sampled + too_many > 0, 1, 0))")
              .first();
      List<String> differences =
          outcomes.where("difference IS NOT NULL").limit(MOST_NAMED).collectAsList().stream()
              .map(row -> row.getString(6))
              .toList();
      Report report =
          new Report(
              users,
              sum(sums, 0),
              sum(sums, 1),
              sum(sums, 2),
              sum(sums, 6),
              sum(sums, 3),
              sum(sums, 4),
              sum(sums, 5),
              differences);
      return Optional.of(report);
    } finally {
      outcomes.unpersist();
    }
  }

  private static long sum(Row sums, int index) {
    return sums.isNullAt(index) ? 0 : sums.getLong(index);
  }

  private static RecordedOffsets recorded(
      SparkSession spark, String warehouse, String pipeline, String job, TableLayout table) {
    return DeltaTableSink.look(spark, warehouse, table, new TxnIds(pipeline, job, table.name()))
        .offsets();
  }

  private static void requireEvents(RecordedOffsets need, RecordedOffsets have) {
    need.partitions()
        .forEach(
            (partition, range) -> {
              long end = have.end(partition).orElse(0L);
              if (end < range.until()) {
                throw FunnelErrors.eventsBehind(partition.toString(), end, range.until());
              }
            });
  }

  private static Dataset<Row> updates(SparkSession spark, String warehouse) {
    return spark
        .read()
        .format("delta")
        .load(FunnelTables.AUTHORITY.path(warehouse))
        .select(
            col("user_id"),
            col("definition_hash"),
            expr("unix_micros(cohort)").as("cohort"),
            col("sign"),
            col("level"),
            expr("transform(step_times, t -> unix_micros(t))").as("step_times"),
            col("breakdown"),
            col("capped"),
            col("reason"),
            expr("unix_micros(watermark)").as("watermark"));
  }

  /** User and packed event, of what concerns a funnel. */
  private static Dataset<Row> events(
      SparkSession spark, String warehouse, RecordedOffsets cut, FunnelHistory history) {
    Dataset<Row> late =
        spark
            .read()
            .format("delta")
            .load(FunnelTables.LATE.path(warehouse))
            .selectExpr(KEY.toArray(String[]::new));
    Dataset<Row> events =
        spark
            .read()
            .format("delta")
            .load(Tables.EVENTS.path(warehouse))
            .where(within(cut))
            .join(late, JavaConverters.asScalaBuffer(KEY).toSeq(), "left_anti")
            .select(
                col("event_id"),
                col("user_id"),
                col("event_type"),
                expr("unix_micros(event_time)"),
                col("item_id"),
                col("category"),
                col("page"),
                col("channel"),
                col("device"),
                col("campaign"),
                col("amount"),
                col("currency"),
                col("properties"),
                col("kafka_topic"),
                col("kafka_partition"),
                col("kafka_offset"),
                expr("unix_micros(kafka_timestamp)"));
    StructType packed =
        new StructType().add("user_id", DataTypes.StringType).add("event", DataTypes.BinaryType);
    return events.mapPartitions(
        (MapPartitionsFunction<Row, Row>)
            rows -> new Packing(rows, new FunnelRecount(history.everything())),
        Encoders.row(packed));
  }

  static Column within(RecordedOffsets cut) {
    Column any = lit(false);
    for (Map.Entry<KafkaPartition, OffsetRange> entry : cut.partitions().entrySet()) {
      any =
          any.or(
              col("kafka_topic")
                  .equalTo(entry.getKey().topic())
                  .and(col("kafka_partition").equalTo(entry.getKey().number()))
                  .and(col("kafka_offset").geq(entry.getValue().from()))
                  .and(col("kafka_offset").lt(entry.getValue().until())));
    }
    return any;
  }

  private static BehaviorEvent event(Row row) {
    return new BehaviorEvent(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getDecimal(10),
        row.getString(11),
        row.isNullAt(12) ? Map.of() : row.getJavaMap(12));
  }

  /** Rows of {@code events} that concern a funnel. */
  private static final class Packing implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final FunnelRecount recount;
    private Row next;

    Packing(Iterator<Row> rows, FunnelRecount recount) {
      this.rows = rows;
      this.recount = recount;
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        Row row = rows.next();
        Origin origin =
            new Origin(
                new KafkaPartition(row.getString(13), row.getInt(14)),
                row.getLong(15),
                row.getLong(16));
        ArrivedEvent event = recount.arrived(FunnelAudit.event(row), origin);
        next = event == null ? null : RowFactory.create(row.getString(1), event.pack());
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }

  private static Dataset<Row> compare(
      Dataset<Row> events,
      Dataset<Row> updates,
      FunnelHistory history,
      long watermark,
      long seed,
      long one) {
    Funnels funnels = history.everything();
    CoGroupFunction<String, Row, Row, Row> comparison =
        (user, eventRows, updateRows) -> {
          List<ArrivedEvent> arrived = new ArrayList<>();
          eventRows.forEachRemaining(row -> arrived.add(ArrivedEvent.unpack(row.getAs(1))));
          List<UserAudit.Said> said = new ArrayList<>();
          updateRows.forEachRemaining(row -> said.add(said(row, funnels)));
          boolean sampled = Math.floorMod(mix(user.hashCode() + seed), one) == 0;
          UserAudit.Outcome outcome =
              new UserAudit(history, watermark, BUDGET).compare(user, arrived, said, sampled);
          return rows(outcome).iterator();
        };
    return events
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .cogroup(
            updates.groupByKey(
                (MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING()),
            comparison,
            Encoders.row(OUTCOME));
  }

  /** Scatters near values. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static List<Row> rows(UserAudit.Outcome outcome) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        RowFactory.create(
            outcome.keys(),
            outcome.capped(),
            outcome.conflicting(),
            outcome.sampled(),
            outcome.tooMany(),
            (long) outcome.differences().size(),
            null));
    for (String difference : outcome.differences()) {
      rows.add(RowFactory.create(0L, 0L, 0L, 0L, 0L, 0L, difference));
    }
    return rows;
  }

  private static UserAudit.Said said(Row row, Funnels funnels) {
    long cohort = row.getLong(2);
    ActiveFunnel funnel = funnels.counting(row.getString(1), cohort);
    List<Long> times = row.getList(5);
    Map<String, String> values = new HashMap<>(row.<String, String>getJavaMap(6));
    List<String> breakdown = new ArrayList<>();
    if (funnel != null) {
      funnel.definition().breakdown().forEach(field -> breakdown.add(values.get(field.name())));
    }
    CohortResult result =
        new CohortResult(
            funnel == null ? -1 : funnel.id(),
            cohort,
            row.getInt(4),
            times.stream().mapToLong(Long::longValue).toArray(),
            breakdown,
            row.getBoolean(7));
    return new UserAudit.Said(result, row.getInt(3), row.getString(8));
  }
}
