package io.footfall.report.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * What a question is about.
 *
 * @param since the first moment; empty for the beginning
 * @param until the first moment that no longer counts; empty for no end
 */
public record TimeRange(Optional<Instant> since, Optional<Instant> until) {

  /** Everything. */
  public static TimeRange all() {
    return new TimeRange(Optional.empty(), Optional.empty());
  }

  /** The condition on a timestamp column. */
  public Column of(Column time) {
    Column condition = functions.lit(true);
    if (since.isPresent()) {
      condition = condition.and(time.geq(functions.lit(Timestamp.from(since.get()))));
    }
    if (until.isPresent()) {
      condition = condition.and(time.lt(functions.lit(Timestamp.from(until.get()))));
    }
    return condition;
  }

  /** The same for the UTC date that partitions a table: what it rules out is not read. */
  Column ofUtcDate(Column date) {
    Column condition = functions.lit(true);
    if (since.isPresent()) {
      condition = condition.and(date.geq(day(since.get())));
    }
    if (until.isPresent()) {
      condition = condition.and(date.leq(day(until.get())));
    }
    return condition;
  }

  private static Column day(Instant moment) {
    return functions.lit(LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }
}
