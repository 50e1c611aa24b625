package io.footfall.schema.spark;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is written when history changes after all. Timestamps are UTC. */
public final class CorrectionTables {
  /** Which reconciliation wrote a row: 1, 2 and so on; the partition of corrections. */
  public static final String RUN = "run";

  /**
   * Sessions that are final and that late events have changed, in the columns of {@code
   * session_updates}: the row of the greatest {@code (generation, revision)} over both tables
   * counts. A session that is gone has a row MERGED.
   */
  public static final TableLayout SESSION_CORRECTIONS =
      corrections("session_corrections", Tables.SESSION_UPDATES);

  /**
   * Cohorts that are final and that late events have changed, as further signed rows of {@code
   * funnel_updates}: sums are over both tables. A row of kind ABANDONED with sign -1 takes one such
   * row back; with sign 0 it is one.
   */
  public static final TableLayout FUNNEL_CORRECTIONS =
      corrections("funnel_corrections", Tables.FUNNEL_UPDATES);

  /**
   * Numbers that were other before: one row per number of {@code table_name} that has changed.
   *
   * <p>{@code bucket} is the beginning of the day in {@code footfall.report.zone} that sessions
   * start in, or the cohort, or what else the table counts by; {@code funnel}, {@code
   * definition_hash} and {@code step} are null but for funnels, {@code currency} but for amounts.
   * {@code reason} says why: {@code LATE_EVENTS}.
   */
  public static final TableLayout RESTATEMENTS =
      new TableLayout(
          "restatements",
          new StructType()
              .add("table_name", StringType)
              .add("bucket", TimestampType)
              .add("funnel", StringType)
              .add("definition_hash", StringType)
              .add("step", IntegerType)
              .add("metric", StringType)
              .add("currency", StringType)
              .add("before", DataTypes.createDecimalType(38, 4))
              .add("after", DataTypes.createDecimalType(38, 4))
              .add("reason", StringType)
              .add(RUN, LongType)
              .add("restated_at", TimestampType)
              .add("commit_date", DateType),
          "commit_date");

  private CorrectionTables() {}

  private static TableLayout corrections(String name, TableLayout of) {
    return new TableLayout(name, of.schema().add(RUN, LongType), RUN);
  }
}
