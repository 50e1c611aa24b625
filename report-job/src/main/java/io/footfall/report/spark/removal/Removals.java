package io.footfall.report.spark.removal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.delta.ListedRemoval;
import io.footfall.runtime.delta.MergeTarget;
import io.footfall.runtime.delta.Pinned;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The table {@code removals}, and what follows from a row in it: the row of {@code events} goes,
 * and {@code event_stats_partial} gets its count back. Each step can be made again.
 *
 * @param session of its own: positions and remarks of commits travel in its settings
 */
record Removals(SparkSession session, FootfallConfig config, Instant now) {
  private static final TableLayout TABLE = Tables.REMOVALS;
  private static final String LISTING = "maintain/removals/listing";
  private static final String EXPIRY = "maintain/removals/expiry";
  private static final String RESTATED = "maintain/event_stats_partial/listing";

  /** By minute, as ingest counts; the users stay, since the copy that is kept is theirs too. */
  private static final String TAKEN_BACK =
      """
      SELECT date_trunc('minute', event_time) AS minute, event_type, channel, currency,
        -count(*) AS events, CAST(-sum(amount) AS DECIMAL(38, 4)) AS amount,
        hll_sketch_agg(user_id, 12) AS users, source_epoch
      FROM listed
      GROUP BY date_trunc('minute', event_time), event_type, channel, currency, source_epoch
      """;

  /** A row of {@code quarantine} in {@code removals}: where it was, and nothing of its content. */
  private static final String[] EXPIRED = {
    "source_epoch",
    "kafka_topic",
    "kafka_partition",
    "kafka_offset",
    "CAST(NULL AS STRING) AS event_id",
    "CAST(NULL AS STRING) AS user_id",
    "CAST(NULL AS STRING) AS event_type",
    "CAST(NULL AS TIMESTAMP) AS event_time",
    "CAST(NULL AS STRING) AS channel",
    "CAST(NULL AS DECIMAL(18, 4)) AS amount",
    "CAST(NULL AS STRING) AS currency",
    "'EXPIRED' AS why",
    "CAST(NULL AS INT) AS kept_partition",
    "CAST(NULL AS LONG) AS kept_offset",
    "commit_date AS event_date"
  };

  /**
   * Lists those that are not listed yet. The number comes first: where somebody else has taken it
   * since, and listed the same rows perhaps, nothing is written.
   */
  void list(Dataset<Row> copies) {
    list(copies, LISTING);
  }

  /** Likewise, of {@code quarantine}, under numbers of their own: nothing is to be taken back. */
  void listExpired(Dataset<Row> records) {
    list(records.selectExpr(EXPIRED), EXPIRY);
  }

  private void list(Dataset<Row> rows, String numbers) {
    long listing = position(TABLE, numbers).orElse(0) + 1;
    Dataset<Row> unlisted = unlisted(rows);
    if (!unlisted.isEmpty()) {
      target(TABLE)
          .append(
              numbers,
              listing,
              unlisted
                  .withColumn("listing", lit(listing))
                  .withColumn("listed_at", lit(Timestamp.from(now)))
                  .select(columns(TABLE)));
    }
  }

  Dataset<Row> unlisted(Dataset<Row> copies) {
    String[] record = Copies.record();
    return copies.join(target(TABLE).rows().select(Copies.columns(record)), record, "left_anti");
  }

  /** Takes what is listed of these dates out of {@code events}, and joins the files it was in. */
  void removeListed(SortedSet<LocalDate> dates) {
    String in = dates.stream().map(date -> "DATE '" + date + "'").collect(Collectors.joining(", "));
    Dataset<Row> listed =
        target(TABLE)
            .rows()
            .where("why = 'DUPLICATE' AND event_date IN (" + in + ")")
            .select(Copies.columns(Copies.record()))
            .distinct();
    String same =
        Arrays.stream(Copies.record())
            .map(column -> "t." + column + " = r." + column)
            .collect(Collectors.joining(" AND "));
    ListedRemoval.commit(
        session,
        () ->
            DeltaTable.forPath(session, Tables.EVENTS.path(config.warehouse()))
                .as("t")
                .merge(listed.as("r"), "t.event_date IN (" + in + ") AND " + same)
                .whenMatched()
                .delete()
                .execute());
  }

  /** Takes back the counts of what is listed, listing by listing, each once. */
  void restate() {
    MergeTarget partials = target(Tables.EVENT_STATS_PARTIAL);
    long last = position(TABLE, LISTING).orElse(0);
    for (long next = partials.position(RESTATED).orElse(0) + 1; next <= last; next++) {
      target(TABLE)
          .rows()
          .where(col("why").equalTo("DUPLICATE").and(col("listing").equalTo(next)))
          .createOrReplaceTempView("listed");
      partials.append(
          RESTATED,
          next,
          session
              .sql(TAKEN_BACK)
              .withColumn("ingested_at", lit(Timestamp.from(now)))
              .withColumn("commit_date", lit(LocalDate.ofInstant(now, ZoneOffset.UTC)))
              .select(columns(Tables.EVENT_STATS_PARTIAL)));
    }
  }

  /** How far {@code events} has been searched; empty before the first time. */
  OptionalLong searched(Search what, String eventsId) {
    return position(TABLE, searchId(what, eventsId));
  }

  /** Records it. */
  void search(Search what, String eventsId, long position) {
    target(TABLE).append(searchId(what, eventsId), position, target(TABLE).rows().limit(0));
  }

  /** What is known of an earlier search. */
  enum Search {
    /** The version of {@code events} that was searched. */
    VERSION,
    /** Days since the epoch: dates before this one were closed. */
    CLOSED
  }

  private String searchId(Search what, String eventsId) {
    return "%s/maintain/removals/%s/%s".formatted(config.pipeline(), eventsId, what);
  }

  private OptionalLong position(TableLayout table, String appId) {
    return Pinned.newest(session, config.warehouse(), table)
        .map(pinned -> pinned.position(appId))
        .orElse(OptionalLong.empty());
  }

  private MergeTarget target(TableLayout table) {
    return MergeTarget.open(session, config.warehouse(), table);
  }

  private static Column[] columns(TableLayout table) {
    return Copies.columns(table.schema().fieldNames());
  }
}
