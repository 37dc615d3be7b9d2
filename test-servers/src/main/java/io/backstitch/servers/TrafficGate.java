package io.backstitch.servers;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What all traffic of a proxy passes: nothing while it is shut. */
final class TrafficGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean shut;

  void shut() {
    set(true);
  }

  void open() {
    set(false);
  }

  void pass() {
    lock.lock();
    try {
      while (shut) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean shut) {
    lock.lock();
    try {
      this.shut = shut;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
