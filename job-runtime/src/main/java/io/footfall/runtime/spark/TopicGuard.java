package io.footfall.runtime.spark;

import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.TopicIdentity;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.runtime.core.Batch;
import io.footfall.runtime.parquet.TableWriters;
import io.footfall.runtime.spark.sink.BatchFinisher;
import io.footfall.runtime.spark.sink.TaskReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks between a batch's tasks and its commit whether the topic is still the one that the job was
 * planned for: offsets read from a topic that was made anew under the same name must not be
 * committed as those of the old one. A broker that does not answer stops nothing: it has no new
 * topic to offer.
 */
record TopicGuard(BatchFinisher finisher, TopicReader reader, TopicIdentity planned)
    implements BatchFinisher {
  private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);
  private static final long PATIENCE_MILLIS = 1_000;

  @Override
  public void finish(Batch batch, Instant timestamp, List<TaskReport> reports, TableWriters out)
      throws IOException {
    CompletableFuture<String> answer = reader.topicIdSoon(planned.topic());
    finisher.finish(batch, timestamp, reports, out);
    requireSame(answer);
  }

  private void requireSame(CompletableFuture<String> answer) {
    try {
      String now = answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (!now.equals(planned.topicId())) {
        throw OffsetErrors.topicReplacedWhileRunning(planned, now);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the broker does not say which topic {} is", planned.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the query is being stopped; the commit notices
    }
  }
}
