package io.footfall.session.spark;

import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;

/** The job's name and tables. */
public final class SessionTables {
  public static final String JOB = "session";

  /** Committed last: where it stands, the job stands. */
  public static final TableLayout AUTHORITY = Tables.SESSION_UPDATES;

  /** Committed first. */
  public static final TableLayout LATE = Tables.SESSION_LATE_EVENTS;

  private SessionTables() {}
}
