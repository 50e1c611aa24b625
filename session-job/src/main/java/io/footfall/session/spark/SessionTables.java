package io.footfall.session.spark;

import io.footfall.offsets.core.TxnIds;
import io.footfall.runtime.delta.RecordedTable;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The job's name and tables. */
public final class SessionTables {
  public static final String JOB = "session";

  /** Committed last: where it stands, the job stands. */
  public static final TableLayout AUTHORITY = Tables.SESSION_UPDATES;

  /** Committed first. */
  public static final TableLayout LATE = Tables.SESSION_LATE_EVENTS;

  private SessionTables() {}

  /** The authority as it is now, and what it accounts for; empty when there is none. */
  static Optional<RecordedTable> recorded(SparkSession spark, FootfallConfig config) {
    return RecordedTable.of(
        spark, config.warehouse(), AUTHORITY, new TxnIds(config.pipeline(), JOB, AUTHORITY.name()));
  }
}
