package io.backstitch.broker.rabbitmq;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How much may be on its way at once, in messages and in bytes; one message may always be. */
final class Window {

  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final int mostMessages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int messages;
  private long bytes;

  Window(int mostMessages) {
    this.mostMessages = mostMessages;
  }

  /**
   * Takes a place, and waits for one if there is none.
   *
   * @return whether there was one within {@code patience}
   */
  boolean enter(int size, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (messages > 0 && (messages >= mostMessages || bytes + size > MOST_BYTES)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      messages++;
      bytes += size;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave(int size) {
    lock.lock();
    try {
      messages--;
      bytes -= size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is on its way, at most so long. */
  void awaitEmpty(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (messages > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  int mostMessages() {
    return mostMessages;
  }
}
