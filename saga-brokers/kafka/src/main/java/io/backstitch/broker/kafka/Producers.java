package io.backstitch.broker.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One producer at a time. Made when it is first needed, given up when a message failed on its way.
 */
final class Producers {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private @Nullable OpenProducer producer;
  private boolean closed;

  Producers(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Made late: a producer does not start while the name of a server is unknown. */
  synchronized OpenProducer current() {
    if (closed) {
      throw new IllegalStateException(
          "The Kafka broker was closed. The message was not sent. Close relays before brokers.");
    }
    OpenProducer open = producer;
    if (open == null) {
      open = new OpenProducer(settings);
      producer = open;
    }
    return open;
  }

  synchronized boolean isCurrent(OpenProducer used) {
    return used.equals(producer);
  }

  /**
   * What the producer still holds must not arrive after a message that failed on its way, so all of
   * it fails too. Runs on the producer's thread, before it can send the next batch.
   */
  void discard(OpenProducer failed) {
    synchronized (this) {
      if (failed.equals(producer)) {
        producer = null;
      }
    }
    failed.close(Duration.ZERO);
  }

  /** Waits for what is on its way, and makes no other producer. */
  void close() {
    OpenProducer open;
    synchronized (this) {
      closed = true;
      open = producer;
      producer = null;
    }
    if (open != null) {
      open.close(CLOSE_WITHIN);
    }
  }
}
