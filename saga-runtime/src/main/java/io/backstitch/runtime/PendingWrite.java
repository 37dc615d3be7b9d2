package io.backstitch.runtime;

import java.util.concurrent.locks.LockSupport;

/** Something that waits to be written, and the thread that waits with it. */
final class PendingWrite {

  /** What became of it. */
  enum Outcome {
    /** Nothing yet: whoever writes next takes it. */
    WAITS,
    /** It is being written by somebody who has a connection. */
    TAKEN,
    /** It is durable. */
    WRITTEN,
    /** There is a saga under this key already; nothing was written. */
    EXISTS,
    /** The batch that it was in failed: it may be durable or not, and is to be written alone. */
    OPEN,
    /** It was taken back before anybody began to write it. */
    WITHDRAWN
  }

  private final Writable what;
  private final Thread thread = Thread.currentThread();
  private volatile Outcome outcome = Outcome.WAITS;

  /** To be written for the current thread. */
  PendingWrite(Writable what) {
    this.what = what;
  }

  Writable what() {
    return what;
  }

  /** Somebody begins to write it; false if it was withdrawn. */
  boolean take() {
    return begin(Outcome.TAKEN);
  }

  /** Takes it back; false if somebody writes it already. */
  boolean withdraw() {
    boolean withdrawn = begin(Outcome.WITHDRAWN);
    if (withdrawn) {
      wake();
    }
    return withdrawn;
  }

  private synchronized boolean begin(Outcome what) {
    boolean waits = outcome == Outcome.WAITS;
    if (waits) {
      outcome = what;
    }
    return waits;
  }

  void answer(Outcome what) {
    outcome = what;
    wake();
  }

  /** Tells the thread to look again: at what became of it, or whether anybody is writing. */
  void wake() {
    if (!thread.equals(Thread.currentThread())) {
      LockSupport.unpark(thread);
    }
  }

  Outcome outcome() {
    return outcome;
  }

  boolean isAnswered() {
    return outcome != Outcome.WAITS && outcome != Outcome.TAKEN;
  }
}
