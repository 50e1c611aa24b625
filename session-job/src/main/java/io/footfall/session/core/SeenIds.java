package io.footfall.session.core;

import java.util.Arrays;

/**
 * The ids of a user's events that a copy may still come of, as hashes: of the id, and of the body
 * to tell a copy from a conflict. Sixteen bytes or so each.
 */
final class SeenIds {
  /** An upper bound of what one takes in the state. */
  static final int MOST_BYTES = 22;

  /** Up to so many are looked through; more get a table. */
  private static final int FEW = 16;

  private long[] hashes;
  private int[] bodies;
  private long[] times;
  private int size;

  /** Indexes plus one by hash, open addressing; null as long as there are few. */
  private int[] table;

  SeenIds() {
    this(8);
  }

  private SeenIds(int room) {
    hashes = new long[room];
    bodies = new int[room];
    times = new long[room];
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  int body(int index) {
    return bodies[index];
  }

  /** The place of an id; -1 when it is new. */
  int indexOf(long hash) {
    if (size <= FEW) {
      for (int i = 0; i < size; i++) {
        if (hashes[i] == hash) {
          return i;
        }
      }
      return -1;
    }
    if (table == null) {
      buildTable();
    }
    return table[slot(hash)] - 1;
  }

  /** Adds one that is new. */
  void add(long hash, int body, long micros) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      bodies = Arrays.copyOf(bodies, size * 2);
      times = Arrays.copyOf(times, size * 2);
    }
    hashes[size] = hash;
    bodies[size] = body;
    times[size] = micros;
    size++;
    if (table != null && size * 2 > table.length) {
      table = null;
    } else if (table != null) {
      table[slot(hash)] = size;
    }
  }

  /** Forgets those of events before {@code bound}: their copies are late. */
  void forgetBefore(long bound) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] >= bound) {
        hashes[kept] = hashes[i];
        bodies[kept] = bodies[i];
        times[kept] = times[i];
        kept++;
      }
    }
    if (kept != size) {
      size = kept;
      table = null;
    }
  }

  /**
   * Forgets the oldest until at most {@code most} are left; those of one instant together.
   *
   * @return the largest time among the forgotten
   */
  long forgetOldest(int most) {
    long[] sorted = Arrays.copyOf(times, size);
    Arrays.sort(sorted);
    long last = sorted[size - most - 1];
    forgetBefore(last + 1);
    return last;
  }

  void write(ByteWriter out, long near) {
    out.unsigned(size);
    long previous = near;
    for (int i = 0; i < size; i++) {
      out.fixed(hashes[i]);
      out.fixed(bodies[i]);
      out.signed(times[i] - previous);
      previous = times[i];
    }
  }

  static SeenIds read(ByteReader in, long near) {
    int size = in.count();
    SeenIds ids = new SeenIds(size + 8);
    long previous = near;
    for (int i = 0; i < size; i++) {
      ids.hashes[i] = in.fixedLong();
      ids.bodies[i] = in.fixedInt();
      previous += in.signed();
      ids.times[i] = previous;
    }
    ids.size = size;
    return ids;
  }

  private void buildTable() {
    table = new int[Integer.highestOneBit(size) * 4];
    for (int i = 0; i < size; i++) {
      table[slot(hashes[i])] = i + 1;
    }
  }

  /** Where the hash stands, or would. */
  private int slot(long hash) {
    int mask = table.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (table[slot] != 0 && hashes[table[slot] - 1] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
