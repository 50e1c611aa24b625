package io.footfall.report.core.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The topic as a replay sees it. Opening it ends what another replay of the pipeline has begun and
 * not committed, for good.
 */
public interface ReplayTopic extends AutoCloseable {

  /** Where each partition ends now. */
  Map<Integer, Long> ends();

  /**
   * Sends all or nothing, each with its origin and attempt in headers; but for records that the
   * topic does not take, since they are too large for it.
   *
   * @return those
   */
  List<Again> send(List<Again> records);

  /** The age at which the topic may drop a record; empty for none, or where nobody says. */
  Optional<Duration> retention();

  /** The origins of what was sent again and stands behind these offsets. */
  Set<Origin> sentSince(Map<Integer, Long> offsets);

  @Override
  void close();
}
