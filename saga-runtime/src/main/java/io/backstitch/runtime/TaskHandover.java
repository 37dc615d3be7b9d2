package io.backstitch.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which thread goes on with which attempt: a thread that has just ended one goes on with the
 * first of what follows; the caller of {@code run} comes before any other thread; the rest goes to
 * the engine's threads.
 */
final class TaskHandover {

  private final Executor threads;
  private final Consumer<StepAttempt> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<StepAttempt> forCaller = new ArrayDeque<>();
  private @Nullable Thread caller;
  private boolean callerIsIdle;
  private boolean closed;

  TaskHandover(Executor threads, Consumer<StepAttempt> work) {
    this.threads = threads;
    this.work = work;
  }

  /** The current thread stays with the saga, and is asked first from now on. */
  void callerIsHere() {
    lock.lock();
    try {
      caller = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** The caller's next attempt; empty once there will be none. */
  Optional<StepAttempt> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      callerIsIdle = true;
      while (forCaller.isEmpty() && !closed) {
        changed.await();
      }
      return Optional.ofNullable(forCaller.poll());
    } finally {
      callerIsIdle = false;
      lock.unlock();
    }
  }

  /** The caller does not come back; what was meant for it goes to the engine's threads. */
  void callerLeaves() {
    lock.lock();
    try {
      caller = null;
      callerIsIdle = false;
      forCaller.forEach(this::elsewhere);
      forCaller.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Which of some attempts the current thread goes on with; the others are given away. */
  Optional<StepAttempt> keepOne(List<StepAttempt> attempts) {
    if (attempts.isEmpty()) {
      return Optional.empty();
    }
    lock.lock();
    try {
      boolean isCaller = Thread.currentThread().equals(caller);
      if (isCaller ? Thread.currentThread().isInterrupted() : callerIsIdle) {
        give(attempts);
        return Optional.empty();
      }
      attempts.subList(1, attempts.size()).forEach(this::elsewhere);
      return Optional.of(attempts.get(0));
    } finally {
      lock.unlock();
    }
  }

  /** Gives attempts away, the first to the caller if it waits. */
  void give(List<StepAttempt> attempts) {
    lock.lock();
    try {
      for (StepAttempt attempt : attempts) {
        if (callerIsIdle && forCaller.isEmpty()) {
          forCaller.add(attempt);
          changed.signal();
        } else {
          elsewhere(attempt);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void elsewhere(StepAttempt attempt) {
    threads.execute(() -> work.accept(attempt));
  }

  /** There will be no more attempts: the caller need not wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
