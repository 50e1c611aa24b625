package io.footfall.session.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts a batch's events of one user into new, late and seen.
 *
 * @param fresh ascending in time
 * @param late in Kafka's order
 * @param copies of events that were counted, in this batch or before
 * @param latestMicros the largest time of those that are not late; {@link Long#MIN_VALUE} for none
 */
record Intake(
    List<SessionEvent> fresh, List<SessionEvent> late, List<Copy> copies, long latestMicros) {

  /**
   * A copy.
   *
   * @param micros event time of the one that was counted
   * @param conflict it has another body
   * @param kafkaMicros its own Kafka timestamp
   */
  record Copy(long micros, boolean conflict, long kafkaMicros) {}

  /**
   * Sorts. Of copies within one batch the first in Kafka's order counts.
   *
   * @param seen gets the new ones
   * @param watermark what is earlier is late
   */
  static Intake of(Iterator<byte[]> events, SeenIds seen, long watermark) {
    List<SessionEvent> inTime = new ArrayList<>();
    List<SessionEvent> late = new ArrayList<>(0);
    long latest = Long.MIN_VALUE;
    while (events.hasNext()) {
      SessionEvent event = SessionEvent.unpack(events.next());
      if (event.micros() < watermark) {
        late.add(event);
      } else {
        inTime.add(event);
        latest = Math.max(latest, event.micros());
      }
    }
    sortByKafka(inTime);
    sortByKafka(late);
    List<Copy> copies = new ArrayList<>(0);
    inTime.removeIf(event -> !isNew(event, seen, copies));
    inTime.sort(UserState.BY_TIME);
    return new Intake(inTime, late, copies, latest);
  }

  private static void sortByKafka(List<SessionEvent> events) {
    events.sort((a, b) -> Position.inKafka(a.at, b.at));
  }

  private static boolean isNew(SessionEvent event, SeenIds seen, List<Copy> copies) {
    long hash = event.idHash();
    int index = seen.indexOf(hash);
    if (index >= 0) {
      boolean conflict = seen.body(index) != event.bodyHash;
      copies.add(new Copy(seen.time(index), conflict, event.kafkaMicros));
      return false;
    }
    seen.add(hash, event.bodyHash, event.micros());
    return true;
  }
}
