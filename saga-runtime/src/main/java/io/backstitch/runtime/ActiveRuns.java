package io.backstitch.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The sagas that this engine has at the moment. */
final class ActiveRuns {

  private final Map<UUID, SagaRun> runs = new HashMap<>();
  private final Consumer<UUID> ended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();

  /**
   * No saga yet.
   *
   * @param ended told of each saga that this engine has no more
   */
  ActiveRuns(Consumer<UUID> ended) {
    this.ended = ended;
  }

  void add(SagaRun run) {
    lock.lock();
    try {
      runs.put(run.head().id(), run);
    } finally {
      lock.unlock();
    }
  }

  void remove(SagaRun run) {
    lock.lock();
    try {
      runs.remove(run.head().id(), run);
      if (runs.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
    ended.accept(run.head().id());
  }

  int count() {
    lock.lock();
    try {
      return runs.size();
    } finally {
      lock.unlock();
    }
  }

  List<SagaRun> all() {
    lock.lock();
    try {
      return List.copyOf(runs.values());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this engine has no saga; false if it still has some after that time. */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!runs.isEmpty() && left > 0) {
        left = empty.awaitNanos(left);
      }
      return runs.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
