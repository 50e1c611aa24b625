package io.footfall.funnel.spark;

import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.List;

/** The job's name and tables. */
public final class FunnelTables {
  public static final String JOB = "funnel";

  /** Committed last: where it stands, the job stands. */
  public static final TableLayout AUTHORITY = Tables.FUNNEL_UPDATES;

  public static final TableLayout LATE = Tables.FUNNEL_LATE_EVENTS;

  public static final List<TableLayout> ALL = List.of(LATE, AUTHORITY);

  private FunnelTables() {}
}
