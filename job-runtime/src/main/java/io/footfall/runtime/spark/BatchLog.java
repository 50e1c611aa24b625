package io.footfall.runtime.spark;

import io.footfall.runtime.core.Batch;
import io.footfall.runtime.spark.sink.BatchListener;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per batch: query, batch, offsets and counts; nothing of the records. */
public final class BatchLog implements BatchListener {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

  @Override
  public void committed(Batch batch, Map<String, Long> counts) {
    LOG.info(
        "query {} batch {} committed {} offsets {}",
        batch.queryId(),
        batch.id(),
        counts,
        new TreeMap<>(batch.ranges()));
  }
}
