package io.backstitch.runtime;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room for the sagas that an engine runs in threads of its own. Submits and the caretaker share it:
 * while sagas wait in the table, some of what becomes free is kept for the caretaker, so that those
 * which come later cannot keep out those that wait.
 */
final class Places {

  /** How many sagas are taken from the table in one transaction, so that engines share them. */
  static final int BATCH = 50;

  private static final Logger log = LoggerFactory.getLogger(Places.class);

  private final String engine;
  private final int limit;
  private final int worthATrip;
  private final ReentrantLock lock = new ReentrantLock();
  private int taken;
  private int sentToTable;
  private boolean othersWait;
  private int onTrip;
  private boolean toldFull;

  Places(EngineSettings settings) {
    this.engine = settings.name();
    this.limit = settings.mostSagas();
    this.worthATrip = Math.max(1, Math.min(BATCH, limit / 4));
  }

  /** A place for a submitted saga; false if it must wait in the table. */
  boolean take() {
    boolean tellsFull;
    lock.lock();
    try {
      int kept = othersWait && onTrip == 0 ? worthATrip : 0;
      if (limit - taken > kept) {
        taken++;
        return true;
      }
      tellsFull = !toldFull && isFull();
      toldFull |= tellsFull;
    } finally {
      lock.unlock();
    }
    if (tellsFull) {
      tellFull();
    }
    return false;
  }

  /** A saga was written to the table for want of a place; says whether there is one now. */
  boolean sentToTable() {
    lock.lock();
    try {
      sentToTable++;
      othersWait = true;
      return taken < limit;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Places for sagas that the caretaker is about to take. Those are lost to submits until it is
   * back, so when it only looks whether any wait it takes no more than half of the free ones.
   */
  int takeForTrip() {
    lock.lock();
    try {
      int free = limit - taken;
      onTrip = Math.min(BATCH, othersWait ? free : (free + 1) / 2);
      taken += onTrip;
      return onTrip;
    } finally {
      lock.unlock();
    }
  }

  /** The trip is over; these places were not needed. */
  void endTrip(int unused) {
    lock.lock();
    try {
      taken -= unused;
      onTrip = 0;
    } finally {
      lock.unlock();
    }
  }

  void giveBack() {
    lock.lock();
    try {
      taken--;
    } finally {
      lock.unlock();
    }
  }

  int sentToTableSoFar() {
    lock.lock();
    try {
      return sentToTable;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What the caretaker found in the table.
   *
   * @param more whether it may have left sagas there
   * @param asOf {@link #sentToTableSoFar} before it looked
   */
  void found(boolean more, int asOf) {
    boolean tellsFull;
    boolean tellsRoom;
    lock.lock();
    try {
      othersWait = more || sentToTable != asOf;
      tellsFull = !toldFull && more && isFull();
      // Half empty, and not just one place: the lines are not to follow each saga.
      tellsRoom = toldFull && !othersWait && taken <= limit / 2;
      toldFull = tellsFull || (toldFull && !tellsRoom);
    } finally {
      lock.unlock();
    }
    if (tellsFull) {
      tellFull();
    }
    if (tellsRoom) {
      log.info(
          "Engine {} has room again: nothing waits in the table, and at most half of its {} places are taken. Submitted sagas begin at once. Nothing is to be done.",
          engine,
          limit);
    }
  }

  private boolean isFull() {
    return taken - onTrip >= limit;
  }

  private void tellFull() {
    log.info(
        "Engine {} is full: it runs {} sagas at a time in threads of its own. Further ones wait in the table as QUEUED, and begin here or on another engine when there is room. If that lasts, start another engine, or raise mostSagas(...).",
        engine,
        limit);
  }

  boolean othersWait() {
    lock.lock();
    try {
      return othersWait;
    } finally {
      lock.unlock();
    }
  }

  /** Whether sagas wait in the table though there is room. */
  boolean othersCouldBegin() {
    lock.lock();
    try {
      return othersWait && taken < limit;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is so much room that the caretaker need not wait for more. */
  boolean isWorthATrip() {
    lock.lock();
    try {
      return limit - taken >= worthATrip;
    } finally {
      lock.unlock();
    }
  }
}
