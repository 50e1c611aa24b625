package io.footfall.session.spark;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.session.core.SessionCorrection;
import io.footfall.session.core.SessionSettings;
import io.footfall.session.core.SessionUpdate;
import io.footfall.session.core.Standing;
import io.footfall.session.core.Stretch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * A user's events by stretch, and the latest rows of his sessions, to the rows that correct them.
 */
final class CorrectionsOfUser implements CoGroupFunction<String, Row, Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final StructType SCHEMA = SessionTables.AUTHORITY.fileSchema();

  /** What of a session is compared. A copy that came late changes nothing that anybody counts. */
  private static final String[] CONTENT = {
    "start_time",
    "end_time",
    "events",
    "events_by_type",
    "first_page",
    "last_page",
    "ordered",
    "paid",
    "channel",
    "device",
    "campaign",
    "split_reason",
    "is_bot",
    "is_bounce",
    "capped",
    "truncated"
  };

  private final SessionSettings settings;
  private final BatchTime time;
  private final int sourceEpoch;
  private final String topic;
  private transient Function1<Object, Object> toRow;

  CorrectionsOfUser(SessionSettings settings, BatchTime time, int sourceEpoch, String topic) {
    this.settings = settings;
    this.time = time;
    this.sourceEpoch = sourceEpoch;
    this.topic = topic;
  }

  @Override
  public Iterator<Row> call(String user, Iterator<Row> events, Iterator<Row> sessions) {
    Map<Stretch, List<byte[]>> stretches = new HashMap<>();
    events.forEachRemaining(
        row ->
            stretches
                .computeIfAbsent(
                    new Stretch(row.getLong(2), row.getLong(3), true, 0), none -> new ArrayList<>())
                .add(row.getAs(1)));
    Map<String, Row> rows = new HashMap<>();
    List<Standing> standing = new ArrayList<>();
    sessions.forEachRemaining(
        row -> {
          standing.add(StretchesOfUser.standing(row));
          rows.put(row.getAs("session_id"), row);
        });
    SessionCorrection correction =
        new SessionCorrection(
            settings,
            time,
            (update, before) -> isSame(row(before.generation(), update), rows.get(before.id())));
    List<Row> corrected = new ArrayList<>();
    stretches.forEach(
        (stretch, packed) ->
            correction
                .of(user, stretch, packed.iterator(), standing)
                .forEach(each -> corrected.add(row(each.generation(), each.row()))));
    return corrected.iterator();
  }

  private Row row(int generation, SessionUpdate update) {
    if (toRow == null) {
      toRow = CatalystTypeConverters.createToScalaConverter(SCHEMA);
    }
    return (Row) toRow.apply(new SessionRows(generation, sourceEpoch, topic).update(update));
  }

  private static boolean isSame(Row one, Row other) {
    for (String column : CONTENT) {
      if (!Objects.equals(
          one.get(SCHEMA.fieldIndex(column)), other.get(other.fieldIndex(column)))) {
        return false;
      }
    }
    return true;
  }
}
