package io.footfall.session.spark;

import io.footfall.schema.core.event.Micros;
import io.footfall.session.core.Standing;
import io.footfall.session.core.Stretch;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Of the latest rows of a user's sessions and his late events: the stretches to be looked at. */
record StretchesOfUser(long sinceMicros, long gapMicros, long watermarkMicros)
    implements CoGroupFunction<String, Row, Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("user_id", DataTypes.StringType)
          .add("from_micros", DataTypes.LongType)
          .add("to_micros", DataTypes.LongType)
          .add("final", DataTypes.BooleanType)
          .add("late", DataTypes.IntegerType);

  @Override
  public Iterator<Row> call(String user, Iterator<Row> sessions, Iterator<Row> late) {
    List<Standing> standing = new ArrayList<>();
    sessions.forEachRemaining(row -> standing.add(standing(row)));
    List<Long> times = new ArrayList<>();
    late.forEachRemaining(row -> times.add(micros(row.getAs("event_time"))));
    return Stretch.touched(standing, times, sinceMicros, gapMicros, watermarkMicros).stream()
        .map(
            stretch ->
                RowFactory.create(
                    user,
                    stretch.fromMicros(),
                    stretch.toMicros(),
                    stretch.isFinal(),
                    stretch.late()))
        .iterator();
  }

  /** A row of {@code session_updates}. */
  static Standing standing(Row row) {
    boolean merged = "MERGED".equals(row.getAs("status"));
    long start = micros(row.getAs("start_time"));
    return new Standing(
        row.getAs("session_id"),
        start,
        merged ? start : micros(row.getAs("end_time")),
        merged,
        row.getAs("final"),
        row.getAs("generation"),
        row.getAs("revision"));
  }

  private static long micros(Timestamp time) {
    return Micros.of(time.toInstant());
  }
}
