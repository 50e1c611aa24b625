package io.footfall.ingest.spark;

import io.footfall.schema.spark.TableLayout;
import io.footfall.schema.spark.Tables;
import java.util.List;
import java.util.stream.Stream;

/** The job's name and tables, in the order of their commits. */
public final class IngestTables {
  public static final String JOB = "ingest";

  /** Committed first. */
  public static final List<TableLayout> FOLLOWERS =
      List.of(Tables.QUARANTINE, Tables.EVENT_STATS_PARTIAL, Tables.OFFSET_GAPS);

  /** Committed last: where it stands, the job stands. */
  public static final TableLayout AUTHORITY = Tables.EVENTS;

  public static final List<TableLayout> ALL =
      Stream.concat(FOLLOWERS.stream(), Stream.of(AUTHORITY)).toList();

  private IngestTables() {}
}
