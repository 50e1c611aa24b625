package io.footfall.funnel.core.state;

import io.footfall.funnel.core.definition.FunnelErrors;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a user: events that cohorts may still need, what these cohorts were said to be,
 * and where events were left out.
 *
 * @param events in the order of {@link FunnelEvent#ORDER}
 * @param results of cohorts that are not final
 * @param capped buckets in which the cap has bitten
 */
public record UserState(List<FunnelEvent> events, List<CohortResult> results, List<Bucket> capped) {
  /** Of the bytes; a setting that cannot change over a checkpoint. */
  public static final int VERSION = 1;

  /** The cohort of an event's own time, in one funnel. */
  public record Bucket(int funnel, long cohort) {}

  public static UserState empty() {
    return new UserState(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Null when nothing is kept. */
  public byte[] toBytes() {
    if (events.isEmpty() && results.isEmpty() && capped.isEmpty()) {
      return null;
    }
    ByteWriter out = new ByteWriter(64 + 48 * events.size());
    long base = events.isEmpty() ? 0 : events.get(0).micros();
    out.raw(VERSION).signed(base).number(events.size());
    long before = base;
    for (FunnelEvent event : events) {
      event.write(out, before);
      before = event.micros();
    }
    out.number(results.size());
    results.forEach(result -> result.write(out, base));
    out.number(capped.size());
    capped.forEach(bucket -> out.number(bucket.funnel()).signed(bucket.cohort()));
    return out.toBytes();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws io.footfall.schema.core.error.FootfallException INTERNAL for another version
   */
  public static UserState of(byte[] bytes) {
    if (bytes == null) {
      return empty();
    }
    ByteReader in = new ByteReader(bytes);
    int version = in.raw();
    if (version != VERSION) {
      throw FunnelErrors.unknownState(version);
    }
    long base = in.signed();
    UserState state = empty();
    long before = base;
    for (int i = in.number(); i > 0; i--) {
      FunnelEvent event = FunnelEvent.read(in, before);
      state.events.add(event);
      before = event.micros();
    }
    for (int i = in.number(); i > 0; i--) {
      state.results.add(CohortResult.read(in, base));
    }
    for (int i = in.number(); i > 0; i--) {
      state.capped.add(new Bucket(in.number(), in.signed()));
    }
    return state;
  }
}
