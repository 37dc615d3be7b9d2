package io.backstitch.benchmarks.relay;

import java.io.IOException;

/** The client of a broker as one would drive it by hand. Used by one thread. */
interface BareClient extends AutoCloseable {

  /** Of a broker that confirms at once. */
  BareClient INSTANT =
      new BareClient() {
        @Override
        public void send(Event event, Runnable confirmed) {
          confirmed.run();
        }

        @Override
        public void close() {}
      };

  /**
   * Sends an event, soon; may wait for room.
   *
   * @param confirmed called, on any thread, once it is safe; never if it fails
   */
  void send(Event event, Runnable confirmed) throws Exception;

  /** Sends what was gathered. */
  default void flush() throws Exception {}

  @Override
  void close() throws IOException;
}
