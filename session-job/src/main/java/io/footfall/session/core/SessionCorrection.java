package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.session.core.SessionUpdate.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Computes the sessions of a {@link Stretch} from all of its events at once, late or not, and says
 * which rows make the tables tell the same. One thread.
 */
public final class SessionCorrection {
  private final SessionSettings settings;
  private final BatchTime time;
  private final BiPredicate<SessionUpdate, Standing> same;
  private final ByteWriter writer = new ByteWriter();

  /**
   * A row to be written.
   *
   * @param generation of the session's rows so far; the session's revision counts within it
   */
  public record Corrected(int generation, SessionUpdate row) {}

  /**
   * @param settings of the job, with the run whose generation new sessions get
   * @param time for the rows
   * @param same whether a row would say nothing new of a session that stands
   */
  public SessionCorrection(
      SessionSettings settings, BatchTime time, BiPredicate<SessionUpdate, Standing> same) {
    this.settings = settings;
    this.time = time;
    this.same = same;
  }

  /**
   * Corrects one stretch that is final.
   *
   * @param events packed, all of the stretch, in any order
   * @param standing all rows of the user that are the latest of their session, of any time
   * @return nothing where there are no events: what the sessions were made of is not known then
   */
  public List<Corrected> of(
      String user, Stretch stretch, Iterator<byte[]> events, List<Standing> standing) {
    byte[] key = user.getBytes(UTF_8);
    List<Segment> sessions = sessions(key, events);
    List<Corrected> rows = new ArrayList<>();
    if (sessions.isEmpty()) {
      return rows;
    }
    Map<String, Standing> known = new HashMap<>();
    standing.forEach(each -> known.put(each.id(), each));
    Set<String> present = new HashSet<>();
    for (Segment session : sessions) {
      String id = HexFormat.of().formatHex(session.id);
      present.add(id);
      Standing before = known.get(id);
      session.revision = before == null ? 1 : before.revision() + 1;
      writer.reset();
      SessionUpdate.write(writer, key, session, Status.CLOSED, true, time);
      SessionUpdate row = (SessionUpdate) SessionRow.unpack(writer.toBytes());
      if (before == null || before.merged() || !same.test(row, before)) {
        rows.add(new Corrected(generation(before), row));
      }
    }
    for (Standing each : standing) {
      if (!each.merged() && stretch.contains(each.startMicros()) && !present.contains(each.id())) {
        rows.add(new Corrected(each.generation(), gone(key, each, sessions)));
      }
    }
    return rows;
  }

  private List<Segment> sessions(byte[] user, Iterator<byte[]> events) {
    UserState state = new UserState(settings, new SessionIds(user));
    Intake intake = Intake.of(events, state.seen, Long.MIN_VALUE);
    state.insert(intake.fresh());
    intake.copies().forEach(state::note);
    state.settleAll();
    return state.near;
  }

  private int generation(Standing before) {
    return before == null ? settings.run().generation() : before.generation();
  }

  private SessionUpdate gone(byte[] user, Standing session, List<Segment> sessions) {
    int into = sessions.size() - 1;
    while (into > 0 && sessions.get(into).start() > session.startMicros()) {
      into--;
    }
    Told told =
        new Told(
            session.startMicros(),
            HexFormat.of().parseHex(session.id()),
            session.revision(),
            true,
            0,
            0,
            0);
    writer.reset();
    SessionUpdate.writeMerged(writer, user, told, session.revision() + 1, sessions.get(into), time);
    return (SessionUpdate) SessionRow.unpack(writer.toBytes());
  }
}
