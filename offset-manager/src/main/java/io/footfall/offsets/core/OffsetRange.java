package io.footfall.offsets.core;

import java.io.Serializable;

/**
 * Offsets {@code from <= offset < until} of one partition.
 *
 * @param from first offset inside, at least 0
 * @param until first offset behind, at least {@code from}
 */
public record OffsetRange(long from, long until) implements Serializable {
  public OffsetRange {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException("no offset range: [" + from + ", " + until + ")");
    }
  }

  public long size() {
    return until - from;
  }

  public boolean isEmpty() {
    return until == from;
  }

  /** As in mathematics: {@code [from, until)}. */
  @Override
  public String toString() {
    return "[" + from + ", " + until + ")";
  }
}
