package io.backstitch.runtime;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step or a compensation, while it lasts. Knows the thread that runs it, so that
 * an attempt whose time is over can be interrupted without ever interrupting what that thread does
 * next.
 */
final class StepAttempt {

  private final StepTask task;
  private final int number;
  private @Nullable Thread thread;
  private boolean interrupted;
  private boolean reached;
  private @Nullable Future<?> timer;
  private @Nullable Runnable cancel;

  StepAttempt(StepTask task, int number) {
    this.task = task;
    this.number = number;
  }

  StepTask task() {
    return task;
  }

  String step() {
    return task.step();
  }

  boolean isUndo() {
    return task.isUndo();
  }

  int number() {
    return number;
  }

  synchronized void limitedBy(Future<?> timer) {
    this.timer = timer;
  }

  /** Ties the attempt to the current thread; false if its time was over before it began. */
  synchronized boolean beginsHere() {
    thread = Thread.currentThread();
    return !interrupted;
  }

  /** What ends the attempt beside an interrupt of its thread, while it runs. */
  synchronized void cancelledBy(Runnable action) {
    cancel = action;
  }

  /** After this no interrupt of this attempt reaches the thread, nor is one left behind. */
  synchronized void endsHere() {
    thread = null;
    cancel = null;
    if (timer != null) {
      timer.cancel(false);
    }
    if (reached) {
      Thread.interrupted();
    }
  }

  synchronized boolean isInterrupted() {
    return interrupted;
  }

  synchronized void interrupt() {
    interrupted = true;
    reached = thread != null;
    if (thread != null) {
      thread.interrupt();
    }
    if (cancel != null) {
      cancel.run();
    }
  }

  @Override
  public String toString() {
    return task + " (attempt " + number + ")";
  }
}
