package io.footfall.runtime.core;

import java.util.OptionalLong;

/**
 * What a merged table records of one source, as one number that only grows: how far the source is
 * read, and how many turns were taken. Whoever merges takes a turn first, with the position as it
 * was, and commits the merge with the one that follows. So a merge that somebody else has taken a
 * turn before, or made, is below what is recorded, and Delta lets it change nothing.
 *
 * @param count odd for a turn, even for the merge made in it
 * @param position how far the source is read; empty where nothing was merged yet
 */
public record MergeTurn(long count, OptionalLong position) {
  private static final int POSITION_BITS = 32;
  private static final long NOWHERE = (1L << POSITION_BITS) - 1;

  /** Nothing is recorded. */
  public static final MergeTurn NONE = new MergeTurn(0, OptionalLong.empty());

  public MergeTurn {
    if (position.isPresent() && (position.getAsLong() < 0 || position.getAsLong() >= NOWHERE)) {
      throw new IllegalArgumentException("position " + position.getAsLong());
    }
  }

  /** What {@link #number} stands for; a number below 2^32 is a position that took no turn. */
  public static MergeTurn of(long number) {
    long position = number & NOWHERE;
    return new MergeTurn(
        number >>> POSITION_BITS,
        position == NOWHERE ? OptionalLong.empty() : OptionalLong.of(position));
  }

  /** As it is recorded. */
  public long number() {
    return count << POSITION_BITS | position.orElse(NOWHERE);
  }

  /** A turn of whoever is about to merge; past the merge of a turn that was taken before. */
  public MergeTurn taken() {
    return new MergeTurn(isTaken() ? count + 2 : count + 1, position);
  }

  /** The merge that was made in this turn. */
  public MergeTurn merged(long until) {
    return new MergeTurn(count + 1, OptionalLong.of(until));
  }

  private boolean isTaken() {
    return count % 2 == 1;
  }
}
