package io.backstitch.runtime;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to decide what happens to one saga: one thread's at a time, and nobody's while a
 * record of the saga is on its way to the table. So the journal has the order of the decisions.
 *
 * <p>Whoever has a connection waits only for those who have one too: a record that still waits for
 * one is taken back, and is decided anew after this turn. So nobody who keeps a connection can keep
 * another from getting one.
 */
final class SagaTurn {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition landed = lock.newCondition();
  private @Nullable PendingWrite onItsWay;

  /** Waits for the turn. The thread must not hold a connection. */
  void take() {
    lock.lock();
    while (onItsWay != null) {
      landed.awaitUninterruptibly();
    }
  }

  /** Waits for the turn with a connection. */
  void takeWithConnection() {
    lock.lock();
    while (onItsWay != null) {
      if (onItsWay.withdraw()) {
        land(onItsWay);
      } else {
        landed.awaitUninterruptibly();
      }
    }
  }

  /** Lets a record go on its way; the turn, once it ends, is nobody's until that has landed. */
  void send(PendingWrite write) {
    onItsWay = write;
  }

  /** Takes the turn again after a record has landed, whatever became of it. */
  void takeAfter(PendingWrite write) {
    lock.lock();
    land(write);
  }

  private void land(PendingWrite write) {
    if (onItsWay == write) {
      onItsWay = null;
      landed.signalAll();
    }
  }

  /** Ends the turn. */
  void end() {
    lock.unlock();
  }
}
