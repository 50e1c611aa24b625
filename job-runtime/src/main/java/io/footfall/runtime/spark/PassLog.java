package io.footfall.runtime.spark;

import io.footfall.runtime.core.lifecycle.PassReport;
import io.footfall.runtime.core.lifecycle.PassReport.Merge;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per pass that has merged something, as {@link BatchLog} has one per batch. */
public final class PassLog {
  private static final Logger LOG = LoggerFactory.getLogger(PassLog.class);

  private PassLog() {}

  /**
   * Says it.
   *
   * @param query pipeline and job
   */
  public static void passed(String query, PassReport pass) {
    if (pass.changes().isEmpty()) {
      LOG.debug("query {} pass {} found nothing new", query, pass.pass());
    } else {
      LOG.info(line(query, pass));
    }
  }

  static String line(String query, PassReport pass) {
    return "query %s pass %d merged [%s] in %d ms"
        .formatted(
            query,
            pass.pass(),
            pass.changes().stream().map(PassLog::text).collect(Collectors.joining("; ")),
            pass.took().toMillis());
  }

  private static String text(Merge merge) {
    return "%s from %s: rows %d, versions %d up to %d, %d ms"
        .formatted(
            merge.table(),
            merge.source(),
            merge.rows(),
            merge.versions(),
            merge.version(),
            merge.took().toMillis());
  }
}
