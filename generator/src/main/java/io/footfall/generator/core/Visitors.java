package io.footfall.generator.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * All users and their visits. Whoever is due acts next. When nobody is, a user who has rested
 * begins a new visit; when none has, the next action comes early. So any rate can be kept, and
 * visits of one user lie well over ten minutes apart wherever there are users enough for the rate.
 */
final class Visitors {
  private static final long REST_MILLIS = 12 * 60_000L;
  private static final double MORE_REST_MILLIS = 45 * 60_000.0;
  private static final long VISITING = Long.MAX_VALUE;
  private static final int TRIES = 16;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private record Due(long millis, long order, Visit visit) {}

  private final long seed;

  /** Differs between runs of one seed, so that their events are no copies of each other. */
  private final long run;

  private final Rng rng;
  private final Catalog catalog;
  private final long[] readyAt;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::millis).thenComparingLong(Due::order));
  private long sequence;
  private long passersBy;

  Visitors(long seed, long startMillis, int users, Rng rng) {
    this.seed = seed;
    this.run = Rng.mix(startMillis);
    this.rng = rng;
    this.catalog = new Catalog(seed, rng);
    this.readyAt = new long[users];
    Arrays.fill(readyAt, Long.MIN_VALUE);
  }

  /** The next event, at this time. */
  ShopEvent next(long nowMillis) {
    Visit visit = nextVisit(nowMillis);
    sequence++;
    ShopEvent event = visit.next(eventId(sequence), userId(visit.user()), nowMillis);
    if (visit.done()) {
      readyAt[visit.user()] = nowMillis + REST_MILLIS + rng.exponential(MORE_REST_MILLIS);
    } else {
      due.add(new Due(nowMillis + visit.thinkMillis(), sequence, visit));
    }
    return event;
  }

  /** The first view of a visit that does not happen: something to break. Changes no visit. */
  ShopEvent passerBy(long nowMillis) {
    Visit visit = new Visit(rng.below(readyAt.length), seed, catalog, rng);
    passersBy++;
    return visit.next(eventId(-passersBy), userId(visit.user()), nowMillis);
  }

  private Visit nextVisit(long nowMillis) {
    Due first = due.peek();
    if (first != null && first.millis() <= nowMillis) {
      return due.remove().visit();
    }
    int user = restedUser(nowMillis);
    if (user < 0 && first != null) {
      return due.remove().visit();
    }
    if (user < 0) {
      user = rng.below(readyAt.length);
    }
    readyAt[user] = VISITING;
    return new Visit(user, seed, catalog, rng);
  }

  /** A tenth of a percent of the users makes a tenth of the visits. */
  private int restedUser(long nowMillis) {
    for (int i = 0; i < TRIES; i++) {
      double u = rng.nextDouble();
      int user = (int) (readyAt.length * u * u * u);
      if (readyAt[user] <= nowMillis) {
        return user;
      }
    }
    return -1;
  }

  private static String userId(int user) {
    char[] id = "u-0000000".toCharArray();
    for (int i = id.length - 1, rest = user; i >= 2; i--, rest /= 10) {
      id[i] = (char) ('0' + rest % 10);
    }
    return user < 10_000_000 ? new String(id) : "u-" + user;
  }

  /** As a UUID; the first half is a bijection of the number, so ids of a run differ. */
  private String eventId(long number) {
    char[] id = new char[36];
    hex(id, 0, Rng.mix(number + Rng.mix(seed)));
    hex(id, 16, Rng.mix(number ^ seed ^ run));
    return new String(id, 0, 8)
        + '-'
        + new String(id, 8, 4)
        + '-'
        + new String(id, 12, 4)
        + '-'
        + new String(id, 16, 4)
        + '-'
        + new String(id, 20, 12);
  }

  private static void hex(char[] to, int at, long bits) {
    for (int i = 0; i < 16; i++) {
      to[at + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 15];
    }
  }
}
