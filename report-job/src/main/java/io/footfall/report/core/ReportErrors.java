package io.footfall.report.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.time.LocalDate;

/** The errors of this module that people see. */
public final class ReportErrors {

  private ReportErrors() {}

  /** A table that cannot be exported. */
  public static FootfallException noSuchTable(String name, String tables) {
    return new FootfallException(
        ErrorCategory.USER,
        "there is no table \"%s\" to export".formatted(name),
        "Name one of these: " + tables);
  }

  /**
   * A table cannot be merged or asked from its beginning, since part of it is gone by its age.
   *
   * @param what that needs all of it
   */
  public static FootfallException expired(String what, String table, LocalDate before) {
    return new FootfallException(
        ErrorCategory.USER,
        "%s needs all of %s, whose rows before %s were removed by footfall.retention"
            .formatted(what, table, before),
        "Use the merged table; where that is lost, bring it back from a copy");
  }

  /** Another replay of this pipeline has begun after this one. */
  public static FootfallException anotherReplay(Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "another replay of this pipeline has begun and ends this one",
        "Let one run at a time; it goes on where this one was",
        cause);
  }

  /** Kafka did not take a transaction. */
  public static FootfallException replayNotSent(String topic, Throwable cause) {
    return new FootfallException(
        ErrorCategory.EXTERNAL,
        "records could not be sent to topic %s again (%s)".formatted(topic, cause.getMessage()),
        "Check the broker and run the replay again: nothing is sent twice",
        cause);
  }
}
