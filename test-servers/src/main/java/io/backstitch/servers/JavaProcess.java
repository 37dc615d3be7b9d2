package io.backstitch.servers;

import java.time.Duration;
import java.util.List;

/**
 * A main class running in a JVM of its own with the class path of this one; for what only a process
 * can suffer: to be killed, or frozen for longer than a lease. Ends with this JVM.
 */
public final class JavaProcess implements AutoCloseable {

  private final ServerHome home = new ServerHome("java", "KILL");
  private final ChildProcess process;

  private JavaProcess(JavaCommand command) {
    process = home.start(command.program(command.main(), home.work()));
  }

  /**
   * Starts a main class; does not wait for anything it does.
   *
   * @param main the class
   * @param arguments its arguments
   * @return the running process
   */
  public static JavaProcess start(Class<?> main, String... arguments) {
    return start(List.of(), main, arguments);
  }

  /**
   * Starts a main class with options for its JVM, for example {@code -Xmx128m}.
   *
   * @param jvmOptions the options
   * @param main the class
   * @param arguments its arguments
   * @return the running process
   */
  public static JavaProcess start(List<String> jvmOptions, Class<?> main, String... arguments) {
    return new JavaProcess(new JavaCommand(main.getName(), jvmOptions, List.of(arguments)));
  }

  /**
   * Its number in the operating system.
   *
   * @return the process id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Whether it still runs; a frozen process does.
   *
   * @return false once it has ended
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it with SIGKILL: no shutdown hook, no finally block. Returns when it is gone. */
  public void kill() {
    process.kill();
  }

  /** Asks it to end with SIGTERM, as Kubernetes does; see {@link #awaitExit}. */
  public void terminate() {
    process.signal("TERM");
  }

  /** Asks it to end with SIGINT, as Ctrl-C does; see {@link #awaitExit}. */
  public void interrupt() {
    process.signal("INT");
  }

  /** Stops all its threads where they stand, with SIGSTOP, as a long pause of the machine would. */
  public void freeze() {
    process.signal("STOP");
  }

  /** Lets a frozen process go on as if no time had passed. */
  public void thaw() {
    process.signal("CONT");
  }

  /**
   * Waits for its end.
   *
   * @param limit how long; then it is killed
   * @return its exit code
   * @throws ServerFailedException if it did not end in time, with the end of its output
   */
  public int awaitExit(Duration limit) {
    return process.awaitExit(limit);
  }

  /**
   * Waits until its output contains a text.
   *
   * @param text the text
   * @param limit how long; then it is killed
   * @throws ServerFailedException if it ended or took too long, with the end of its output
   */
  public void awaitOutput(String text, Duration limit) {
    process.awaitReady(() -> output().contains(text), limit);
  }

  /**
   * What it has written so far to standard output and standard error.
   *
   * @return the text
   */
  public String output() {
    return process.output();
  }

  /** Kills it if it still runs, and deletes its output. */
  @Override
  public void close() {
    home.close();
  }
}
