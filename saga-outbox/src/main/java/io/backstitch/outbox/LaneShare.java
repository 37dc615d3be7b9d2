package io.backstitch.outbox;

/**
 * How many lanes a turn takes at most. All of them while nobody else wants any, because messages
 * that were written side by side are then read side by side; fewer as soon as others are seen to
 * hold some; and a half every now and then, so that others can come to be seen.
 */
final class LaneShare {

  private static final int LEAST = 16;
  private static final int MAKE_ROOM_EVERY = 16;
  private static final int GROW_AFTER = 64;

  private int share = Lane.COUNT;
  private int turns;
  private int turnsAlone;

  /** How many to take now. */
  int next() {
    turns++;
    return turns % MAKE_ROOM_EVERY == 0 ? Math.min(share, Lane.COUNT / 2) : share;
  }

  /**
   * Learns from a turn.
   *
   * @param others whether lanes were met that others held
   */
  void saw(boolean others) {
    if (others) {
      share = Math.max(LEAST, share / 2);
      turnsAlone = 0;
    } else if (++turnsAlone >= GROW_AFTER) {
      share = Math.min(Lane.COUNT, share * 2);
      turnsAlone = 0;
    }
  }
}
