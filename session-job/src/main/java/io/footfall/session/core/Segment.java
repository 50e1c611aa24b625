package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A session as a summary that events can be added to in any order, and that can take in another:
 * the outcome depends on the events only.
 */
final class Segment {
  private static final byte[] ORDER = "order".getBytes(UTF_8);
  private static final byte[] PAYMENT = "payment".getBytes(UTF_8);
  private static final byte[] NO_CURRENCY = {};

  /** More than the numbers of a segment take in the state. */
  private static final int FIXED_BYTES = 160;

  byte[] id;
  Position first;
  Position last;
  long events;

  /** The largest of its events and their copies. */
  long kafkaMicros = Long.MIN_VALUE;

  Tally types = new Tally();
  Tally ordered = new Tally();
  Tally paid = new Tally();
  byte[] firstPage;
  Position firstPageAt;
  byte[] lastPage;
  Position lastPageAt;
  byte[] channel;
  byte[] device;
  byte[] campaign;
  long duplicates;
  long conflicts;

  /** It goes on where the longest duration has cut. */
  boolean split;

  boolean truncated;
  boolean capped;

  /** Of the last row that was written of it in this generation; 0 for none. */
  long revision;

  /** The last row said CLOSED. */
  boolean closed;

  Segment() {}

  Segment(SessionEvent event, SessionIds ids) {
    first = event.at;
    last = event.at;
    lead(event, ids);
    count(event);
  }

  long start() {
    return first.micros();
  }

  long end() {
    return last.micros();
  }

  /** Counts a copy of one of its events. */
  void count(Intake.Copy copy) {
    duplicates++;
    conflicts += copy.conflict() ? 1 : 0;
    kafkaMicros = Math.max(kafkaMicros, copy.kafkaMicros());
  }

  void add(SessionEvent event, SessionIds ids) {
    if (event.at.isBefore(first)) {
      first = event.at;
      lead(event, ids);
    } else if (last.isBefore(event.at)) {
      last = event.at;
    }
    count(event);
  }

  /** Takes in a later one. */
  void absorb(Segment later) {
    last = later.last;
    events += later.events;
    kafkaMicros = Math.max(kafkaMicros, later.kafkaMicros);
    capped |= later.capped;
    capped |= !types.addAll(later.types);
    capped |= !ordered.addAll(later.ordered);
    capped |= !paid.addAll(later.paid);
    truncated |= later.truncated;
    duplicates += later.duplicates;
    conflicts += later.conflicts;
    if (firstPageAt == null) {
      firstPageAt = later.firstPageAt;
      firstPage = later.firstPage;
    }
    if (later.lastPageAt != null) {
      lastPageAt = later.lastPageAt;
      lastPage = later.lastPage;
    }
  }

  Segment copy() {
    Segment copy = new Segment();
    copy.id = id;
    copy.first = first;
    copy.last = last;
    copy.events = events;
    copy.kafkaMicros = kafkaMicros;
    copy.types = types.copy();
    copy.ordered = ordered.copy();
    copy.paid = paid.copy();
    copy.firstPage = firstPage;
    copy.firstPageAt = firstPageAt;
    copy.lastPage = lastPage;
    copy.lastPageAt = lastPageAt;
    copy.channel = channel;
    copy.device = device;
    copy.campaign = campaign;
    copy.duplicates = duplicates;
    copy.conflicts = conflicts;
    copy.split = split;
    copy.truncated = truncated;
    copy.capped = capped;
    copy.revision = revision;
    copy.closed = closed;
    return copy;
  }

  /** An upper bound of its part of the state. */
  int mostBytes() {
    return FIXED_BYTES
        + length(firstPage)
        + length(lastPage)
        + length(channel)
        + length(device)
        + length(campaign)
        + types.mostBytes()
        + ordered.mostBytes()
        + paid.mostBytes();
  }

  private static int length(byte[] text) {
    return text == null ? 0 : text.length;
  }

  private void lead(SessionEvent event, SessionIds ids) {
    id = ids.of(event);
    channel = event.channel;
    device = event.device;
    campaign = event.campaign;
  }

  private void count(SessionEvent event) {
    events++;
    duplicates += event.duplicates;
    conflicts += event.conflicts;
    kafkaMicros = Math.max(kafkaMicros, event.kafkaMicros);
    capped |= !types.add(event.type, 1);
    if (event.hasAmount) {
      countAmount(event);
    }
    if (event.page != null) {
      countPage(event);
    }
  }

  private void countAmount(SessionEvent event) {
    byte[] currency = event.currency == null ? NO_CURRENCY : event.currency;
    if (Arrays.equals(event.type, ORDER)) {
      capped |= !ordered.add(currency, event.amount);
    } else if (Arrays.equals(event.type, PAYMENT)) {
      capped |= !paid.add(currency, event.amount);
    }
  }

  private void countPage(SessionEvent event) {
    if (firstPageAt == null || event.at.isBefore(firstPageAt)) {
      firstPageAt = event.at;
      firstPage = event.page;
    }
    if (lastPageAt == null || lastPageAt.isBefore(event.at)) {
      lastPageAt = event.at;
      lastPage = event.page;
    }
  }
}
