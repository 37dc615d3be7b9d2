package io.backstitch.broker.tck;

/**
 * How the contract takes the broker's server away and brings it back. Called by the thread of the
 * test; always {@link #kill()} first, and then {@link #start()}, also when the test fails.
 */
public interface StoppableServer {

  /**
   * Ends the server without warning, as a crash does: with SIGKILL, or by cutting its power.
   *
   * @throws Exception if that is impossible; fails the test
   */
  void kill() throws Exception;

  /**
   * Starts the server again, on the same address and data, and returns when it accepts messages.
   *
   * @throws Exception if it does not come up; fails the test
   */
  void start() throws Exception;
}
