package io.backstitch.servers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one server lives: its directory, and the process that runs there at the moment. Both end
 * with this JVM, also while the server is still starting. Safe for use by several threads.
 */
final class ServerHome {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String lastSignal;
  private final WorkDirectory work;
  private final Thread hook = new Thread(this::end);
  private @Nullable ChildProcess process;
  private boolean ended;

  /**
   * A new home.
   *
   * @param name a part of the directory's name
   * @param lastSignal what ends a server of which nothing is kept
   */
  ServerHome(String name, String lastSignal) {
    this.lastSignal = lastSignal;
    this.work = WorkDirectory.create(name);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      work.delete();
      throw new ServerFailedException("No " + name + " was started: this JVM is ending.", e);
    }
  }

  WorkDirectory work() {
    return work;
  }

  /** Starts the one process that may run here. */
  synchronized ChildProcess start(Program program) {
    if (ended) {
      throw new ServerFailedException(
          program.name() + " was not started: it was closed, or this JVM is ending.");
    }
    if (process != null && process.isAlive()) {
      throw new IllegalStateException(program.name() + " runs already. Stop it first.");
    }
    process = ChildProcess.start(program);
    return process;
  }

  /** Sends the signal and waits for the end; does nothing if no process runs. */
  void stop(String signal) {
    ChildProcess running = current();
    if (running != null) {
      running.signal(signal);
      running.awaitExit(PATIENCE);
    }
  }

  /** Sends the signal and does not wait; does nothing if no process runs. */
  void signal(String signal) {
    ChildProcess running = current();
    if (running != null) {
      running.signal(signal);
    }
  }

  /** SIGKILL; returns when nothing runs here any more. */
  void kill() {
    ChildProcess running = current();
    if (running != null) {
      running.kill();
    }
  }

  /** Ends the process and deletes the directory. */
  void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // This JVM is ending, and the hook does the same.
    }
    end();
  }

  private void end() {
    synchronized (this) {
      ended = true;
    }
    try {
      stop(lastSignal);
    } finally {
      work.delete();
    }
  }

  private synchronized @Nullable ChildProcess current() {
    return process;
  }
}
