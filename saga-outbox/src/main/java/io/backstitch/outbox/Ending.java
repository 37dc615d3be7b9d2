package io.backstitch.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a relay, which only close() brings about. An interruption of the relay's thread ends
 * it after that, and never before: then it is one that an adapter left behind.
 */
final class Ending {

  private final CountDownLatch told = new CountDownLatch(1);

  void tell() {
    told.countDown();
  }

  boolean isTold() {
    return told.getCount() == 0;
  }

  /**
   * Pauses, and says whether the relay was told to end by then. Whoever interrupts the pause ends
   * the pause.
   */
  boolean comesWithin(Duration pause) {
    Thread.interrupted(); // Left behind by the turn; the pause is made all the same.
    try {
      return told.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return isTold();
    }
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
