package io.footfall.session.core;

/**
 * Keeps the state of a user within its bytes, at the price of exactness: the ids go first, so that
 * copies may count; then events that a cut might fall beside; then the oldest sessions. What is
 * concerned is marked as capped.
 */
final class StateCap {
  /** Ids are given up to this share of the room, so that it is not done for each event. */
  private static final double ROOM_FOR_IDS = 0.75;

  private StateCap() {}

  /**
   * Gives up what is too much.
   *
   * @return how many of the first sessions in {@code near} are to be dropped
   */
  static int enforce(UserState state, long mostBytes) {
    long bytes = state.mostBytes();
    if (bytes <= mostBytes) {
      return 0;
    }
    giveUpIds(state, mostBytes - (bytes - (long) state.seen.size() * SeenIds.MOST_BYTES));
    if (state.mostBytes() > mostBytes && !state.far.isEmpty()) {
      state.settleAll();
      mark(state, Long.MAX_VALUE);
    }
    int dropped = 0;
    bytes = state.mostBytes();
    while (bytes > mostBytes && dropped < state.near.size() - 1) {
      bytes -= state.near.get(dropped).mostBytes();
      state.near.get(dropped).capped = true;
      dropped++;
    }
    return dropped;
  }

  private static void giveUpIds(UserState state, long room) {
    int most = (int) (Math.max(0, room) * ROOM_FOR_IDS / SeenIds.MOST_BYTES);
    if (most < state.seen.size()) {
      mark(state, state.seen.forgetOldest(most));
    }
  }

  private static void mark(UserState state, long until) {
    for (Segment session : state.near) {
      session.capped |= session.end() >= state.bound && session.start() <= until;
    }
  }
}
