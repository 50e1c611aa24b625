package io.footfall.funnel.spark;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.FunnelRow;
import io.footfall.funnel.core.step.FunnelCorrection;
import io.footfall.schema.core.event.Micros;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * A user's events and late times, and the rows about him, to the rows that correct these; and one
 * row more that only says how many cohorts are not final yet, where there are some.
 */
final class CohortsOfUser implements CoGroupFunction<String, Row, Row, Row> {
  private static final long serialVersionUID = 1L;
  static final String WAITING = "waiting";

  private static final StructType ROW = FunnelTables.AUTHORITY.fileSchema();
  static final StructType SCHEMA = ROW.add(WAITING, DataTypes.LongType);

  private final Funnels funnels;
  private final int generation;
  private final int sourceEpoch;
  private final String topic;
  private final long watermark;
  private final long now;
  private transient Function1<Object, Object> toRow;

  CohortsOfUser(
      Funnels funnels, int generation, int sourceEpoch, String topic, long watermark, long now) {
    this.funnels = funnels;
    this.generation = generation;
    this.sourceEpoch = sourceEpoch;
    this.topic = topic;
    this.watermark = watermark;
    this.now = now;
  }

  @Override
  public Iterator<Row> call(String user, Iterator<Row> eventsAndLate, Iterator<Row> rows) {
    List<ArrivedEvent> events = new ArrayList<>();
    NavigableSet<Long> late = new TreeSet<>();
    eventsAndLate.forEachRemaining(
        row -> {
          if (row.isNullAt(1)) {
            late.add(row.getLong(2));
          } else {
            events.add(ArrivedEvent.unpack(row.getAs(1)));
          }
        });
    List<FunnelCorrection.Signed> said = new ArrayList<>();
    rows.forEachRemaining(row -> addKnown(said, row));
    FunnelCorrection.Outcome outcome =
        new FunnelCorrection(funnels, watermark, now).of(events, said, late);
    List<Row> corrected = new ArrayList<>();
    FunnelRows table = new FunnelRows(funnels, generation, sourceEpoch, topic);
    for (FunnelCorrection.Signed signed : outcome.rows()) {
      corrected.add(
          row(
              signed.row() instanceof FunnelRow.Update update
                  ? table.update(user, update)
                  : table.abandoned(user, (FunnelRow.Abandoned) signed.row(), signed.sign())));
    }
    if (outcome.waiting() > 0) {
      Object[] waiting = new Object[SCHEMA.size()];
      waiting[ROW.size()] = (long) outcome.waiting();
      corrected.add(RowFactory.create(waiting));
    }
    return corrected.iterator();
  }

  private Row row(InternalRow internal) {
    if (toRow == null) {
      toRow = CatalystTypeConverters.createToScalaConverter(ROW);
    }
    Row row = (Row) toRow.apply(internal);
    Object[] values = new Object[SCHEMA.size()];
    for (int i = 0; i < ROW.size(); i++) {
      values[i] = row.get(i);
    }
    return RowFactory.create(values);
  }

  private void addKnown(List<FunnelCorrection.Signed> said, Row row) {
    long cohort = micros(row.getAs("cohort"));
    ActiveFunnel funnel = funnels.counting(row.getAs("definition_hash"), cohort);
    if (funnel == null) {
      return;
    }
    List<Timestamp> times = row.getList(row.fieldIndex("step_times"));
    Map<String, String> values = row.getJavaMap(row.fieldIndex("breakdown"));
    List<String> breakdown = new ArrayList<>();
    funnel.definition().breakdown().forEach(field -> breakdown.add(values.get(field.name())));
    CohortResult result =
        new CohortResult(
            funnel.id(),
            cohort,
            row.<Integer>getAs("level"),
            times.stream().mapToLong(CohortsOfUser::micros).toArray(),
            breakdown,
            row.<Boolean>getAs("capped"));
    int sign = row.<Integer>getAs("sign");
    said.add(
        new FunnelCorrection.Signed(
            FunnelRows.UPDATE.equals(row.getAs("kind"))
                ? new FunnelRow.Update(result, sign, 0, 0, 0)
                : new FunnelRow.Abandoned(result, null, null, null, row.getAs("reason"), 0, 0),
            sign));
  }

  private static long micros(Timestamp time) {
    return Micros.of(time.toInstant());
  }
}
