package io.footfall.report.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.footfall.report.core.Grain;
import io.footfall.runtime.delta.Pinned;
import io.footfall.runtime.delta.TableChanges;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Answers about events, users and amounts by time, type and channel. */
public final class EventStats {
  private static final String[] COLUMNS = {
    "bucket", "event_type", "channel", "currency", "events", "amount", "users_sketch"
  };

  private final SparkSession session;
  private final FootfallConfig config;

  /**
   * @param session of {@link ReportSession}
   */
  public EventStats(SparkSession session, FootfallConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Rows of {@code bucket} (timestamp), {@code event_type}, {@code channel}, {@code events}, {@code
   * users} (an estimate) and {@code amounts} (map of currency to sum), in the order of the first
   * three; as of the last commit of the ingest job. Empty when there is nothing to read yet.
   */
  public Optional<Dataset<Row>> by(Grain grain, TimeRange range) {
    return live()
        .map(
            rows ->
                rows.where(range.of(col("bucket")))
                    .groupBy(
                        expr("date_trunc('" + grain.unit() + "', bucket)").as("bucket"),
                        col("event_type"),
                        col("channel"),
                        expr("coalesce(currency, '')").as("currency"))
                    .agg(
                        expr("sum(events)").as("events"),
                        expr("CAST(sum(amount) AS DECIMAL(38, 4))").as("amount"),
                        expr("hll_union_agg(users_sketch)").as("users_sketch"))
                    .groupBy("bucket", "event_type", "channel")
                    .agg(
                        expr("sum(events)").as("events"),
                        expr("hll_sketch_estimate(hll_union_agg(users_sketch))").as("users"),
                        expr("map_from_entries(collect_list(CASE WHEN amount IS NOT NULL THEN"
                                + " struct(currency, amount) END))")
                            .as("amounts"))
                    .orderBy("bucket", "event_type", "channel"));
  }

  /**
   * Minutes in the columns of {@code event_stats}, as of the last commit: what is merged, and what
   * has come since. Empty where ingest has written nothing yet.
   */
  public Optional<Dataset<Row>> live() {
    Optional<TableChanges.Source> source =
        TableChanges.of(session, config.warehouse(), Tables.EVENT_STATS_PARTIAL);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pinned> merged = Pinned.newest(session, config.warehouse(), ReportTables.EVENT_STATS);
    TableChanges changes = source.get().since(position(merged, source.get().tableId()));
    if (changes.whole()) {
      EventStatsMerger.requireWhole(source.get());
    }
    Dataset<Row> fresh =
        changes
            .rows()
            .withColumnRenamed("minute", "bucket")
            .withColumnRenamed("users", "users_sketch")
            .select(columns());
    return Optional.of(
        changes.whole()
            ? fresh
            : merged
                .orElseThrow()
                .rows()
                .where("grain = 'minute'")
                .select(columns())
                .unionByName(fresh));
  }

  /**
   * The last version of {@code event_stats_partial} that is merged; empty for none.
   *
   * @param tableId of {@code event_stats_partial}
   */
  public OptionalLong merged(String tableId) {
    return position(Pinned.newest(session, config.warehouse(), ReportTables.EVENT_STATS), tableId);
  }

  private OptionalLong position(Optional<Pinned> merged, String tableId) {
    String appId =
        Merging.appId(config, ReportTables.EVENT_STATS, Tables.EVENT_STATS_PARTIAL, tableId);
    return merged.map(table -> table.position(appId)).orElse(OptionalLong.empty());
  }

  private static Column[] columns() {
    return Arrays.stream(COLUMNS).map(name -> col(name)).toArray(Column[]::new);
  }
}
