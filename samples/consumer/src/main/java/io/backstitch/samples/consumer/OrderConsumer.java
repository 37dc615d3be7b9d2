package io.backstitch.samples.consumer;

/**
 * Takes messages from a broker and acknowledges each after it was handled. Whatever fails ends the
 * consumer without an acknowledgement: whoever starts it anew gets the message again.
 */
interface OrderConsumer extends AutoCloseable {

  /** Consumes in the calling thread until it is closed by another one, or something fails. */
  void run() throws Exception;

  /** Lets {@link #run} return after the message that is being handled. */
  @Override
  void close();
}
