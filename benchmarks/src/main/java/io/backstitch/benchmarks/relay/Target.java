package io.backstitch.benchmarks.relay;

import io.backstitch.outbox.MessageBroker;
import java.io.IOException;

/** A real server that events are sent to, all to one destination. */
interface Target extends AutoCloseable {

  /** The adapter with default settings, for a relay; to be closed by the caller. */
  MessageBroker adapter();

  /** To be closed by the caller. */
  BareClient client() throws Exception;

  /** How many events it has stored since it was emptied. */
  long stored() throws Exception;

  /** Forgets what it has stored. */
  void empty() throws Exception;

  @Override
  void close() throws IOException;
}
