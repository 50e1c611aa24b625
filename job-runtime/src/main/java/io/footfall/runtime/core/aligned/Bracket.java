package io.footfall.runtime.core.aligned;

/**
 * Two instants with the one that is looked for between them.
 *
 * @param low not too many records; null while none is known
 * @param high too many
 */
record Bracket(Position low, Position high) {

  /** True when no instant lies between the two. */
  boolean isClosed() {
    return high.millis() - low.millis() <= 1;
  }

  /** This, narrowed by one more answer. */
  Bracket with(Position position, long bound) {
    return position.count() <= bound ? new Bracket(position, high) : new Bracket(low, position);
  }
}
