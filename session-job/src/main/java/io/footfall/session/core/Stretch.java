package io.footfall.session.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time of one user that is more than the gap away from all his other events, so that the sessions
 * in it depend on the events in it and no others.
 *
 * @param fromMicros of its first event
 * @param toMicros of its last event
 * @param isFinal only an event that comes late can change it
 * @param late how many late events it has that are asked for
 */
public record Stretch(long fromMicros, long toMicros, boolean isFinal, int late) {

  /** Of an event or a session. */
  private record Piece(long from, long to, boolean isFinal, int late) {}

  /**
   * The stretches that have late events. In-time events lie in sessions, which begin and end with
   * one: so the times of sessions and of late events, joined over the gap, are those of all events.
   *
   * @param sessions all of the user, whether merged away or not
   * @param late event times of all late events of the user
   * @param sinceMicros which of them are asked for: those from here on
   * @param watermarkMicros under which the tables were written
   * @return ascending
   */
  public static List<Stretch> touched(
      List<Standing> sessions,
      List<Long> late,
      long sinceMicros,
      long gapMicros,
      long watermarkMicros) {
    List<Piece> pieces = new ArrayList<>();
    for (Standing session : sessions) {
      if (!session.merged()) {
        pieces.add(new Piece(session.startMicros(), session.endMicros(), session.isFinal(), 0));
      }
    }
    late.forEach(time -> pieces.add(new Piece(time, time, true, time >= sinceMicros ? 1 : 0)));
    pieces.sort(Comparator.comparingLong(Piece::from));
    List<Stretch> stretches = new ArrayList<>();
    Stretch last = null;
    for (Piece piece : pieces) {
      if (last != null && piece.from() - last.toMicros() <= gapMicros) {
        last = last.with(piece);
        stretches.set(stretches.size() - 1, last);
      } else {
        last = new Stretch(piece.from(), piece.to(), piece.isFinal(), piece.late());
        stretches.add(last);
      }
    }
    return stretches.stream()
        .filter(stretch -> stretch.late() > 0)
        .map(stretch -> stretch.under(watermarkMicros, gapMicros))
        .toList();
  }

  /** Whether a time lies in it. */
  public boolean contains(long micros) {
    return micros >= fromMicros && micros <= toMicros;
  }

  private Stretch with(Piece piece) {
    return new Stretch(
        fromMicros,
        Math.max(toMicros, piece.to()),
        isFinal && piece.isFinal(),
        late + piece.late());
  }

  private Stretch under(long watermarkMicros, long gapMicros) {
    boolean passed = watermarkMicros != Long.MIN_VALUE && watermarkMicros - gapMicros > toMicros;
    return new Stretch(fromMicros, toMicros, isFinal && passed, late);
  }
}
