package io.backstitch.outbox;

/**
 * How many lanes a turn takes at most. Many while nobody else is seen to hold any, because messages
 * that were written side by side are then read side by side; fewer otherwise. Never so many that
 * others who begin find none.
 */
final class LaneShare {

  private static final int LEAST = 16;
  private static final int MOST = 64;
  private static final int GROW_AFTER_TURNS = 64;

  private int share = MOST;
  private int turnsAlone;

  /** How many to take now. */
  int lanes() {
    return share;
  }

  /**
   * Learns from a turn.
   *
   * @param others whether lanes were met that others held
   */
  void saw(boolean others) {
    turnsAlone = others ? 0 : turnsAlone + 1;
    if (others) {
      share = Math.max(LEAST, share / 2);
    } else if (turnsAlone >= GROW_AFTER_TURNS) {
      share = Math.min(MOST, share * 2);
      turnsAlone = 0;
    }
  }
}
