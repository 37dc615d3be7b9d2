package io.backstitch.outbox;

/**
 * The end of a relay's thread, which only close() brings about. An interruption of the thread ends
 * it after that, and never before: then it is one that an adapter left behind. Also where the
 * thread rests, and can be woken.
 */
final class Ending {

  private boolean told;
  private boolean woken;

  synchronized void tell() {
    told = true;
    notifyAll();
  }

  /** Ends a rest, now or the next one. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  synchronized boolean isTold() {
    return told;
  }

  /**
   * Pauses, and says whether the relay was told to end by then. Whoever interrupts the pause ends
   * the pause.
   */
  boolean comesWithin(Pause pause) {
    Thread.interrupted(); // Left behind by the turn; the pause is made all the same.
    try {
      return await(pause);
    } catch (InterruptedException e) {
      return isTold();
    }
  }

  private synchronized boolean await(Pause pause) throws InterruptedException {
    long end = System.nanoTime() + pause.length().toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (told || (pause.canBeCutShort() && woken)) {
        break;
      }
      // Rounded up: a wait of no milliseconds would have no end.
      wait(left / 1_000_000 + 1);
    }
    woken &= !pause.canBeCutShort();
    return told;
  }

  /** Forgets an interruption of this thread, unless the relay was told to end. */
  void forgetStrayInterruption() {
    // Cleared before the look: close() tells first and interrupts then, so nothing is missed.
    if (Thread.interrupted() && isTold()) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws an interruption on if the relay was told to end. */
  void heed(InterruptedException interruption) throws InterruptedException {
    if (isTold()) {
      throw interruption;
    }
  }
}
