package io.footfall.funnel.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.funnel.core.audit.UserAudit;
import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.step.FunnelPacker;
import io.footfall.runtime.spark.keyed.Accounted;
import io.footfall.schema.core.config.FootfallConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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

  private static final String USER = "user_id";
  private static final String PACKED = "packed";
  private static final String[] RECORD = {
    "source_epoch", "kafka_topic", "kafka_partition", "kafka_offset"
  };

  private FunnelAudit() {}

  /**
   * The outcome.
   *
   * @param keys triples of funnel, user and cohort that were compared
   * @param capped triples whose rows say that events were left out; not compared
   * @param conflicting triples that may hold an event whose id came with several times; not
   *     compared
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
  public static Optional<Report> run(SparkSession spark, FootfallConfig config) {
    return run(spark, config, SEED, SAMPLE);
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
      SparkSession spark, FootfallConfig config, long seed, long sample) {
    FunnelHistory history =
        new FunnelStore(config.warehouse(), config.pipeline(), spark.sessionState().newHadoopConf())
            .read();
    return history.all().isEmpty()
        ? Optional.empty()
        : Accounted.of(spark, config, FunnelTables.JOB, FunnelTables.AUTHORITY, FunnelTables.LATE)
            .map(accounted -> compare(accounted, history, seed, sample));
  }

  private static Report compare(
      Accounted accounted, FunnelHistory history, long seed, long sample) {
    Dataset<Row> updates = updates(accounted);
    Row last = updates.selectExpr("max(watermark)").first();
    long watermark = last.isNullAt(0) ? Long.MIN_VALUE : last.getLong(0);
    Dataset<Row> events = events(accounted, history);
    long users = events.select(USER).distinct().count();
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
      return new Report(
          users,
          sum(sums, 0),
          sum(sums, 1),
          sum(sums, 2),
          sum(sums, 6),
          sum(sums, 3),
          sum(sums, 4),
          sum(sums, 5),
          differences);
    } finally {
      outcomes.unpersist();
    }
  }

  private static long sum(Row sums, int index) {
    return sums.isNullAt(index) ? 0 : sums.getLong(index);
  }

  private static Dataset<Row> updates(Accounted accounted) {
    return accounted
        .updates()
        .select(
            col(USER),
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
  private static Dataset<Row> events(Accounted accounted, FunnelHistory history) {
    return Accounted.packed(
            accounted.events().join(accounted.lateRows().selectExpr(RECORD), RECORD, "left_anti"),
            new FunnelPacker(history.everything()))
        .select(USER, PACKED);
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
    return Accounted.byUser(events)
        .cogroup(Accounted.byUser(updates), comparison, Encoders.row(OUTCOME));
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
