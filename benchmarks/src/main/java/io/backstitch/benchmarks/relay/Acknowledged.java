package io.backstitch.benchmarks.relay;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/** Tells when a broker has acknowledged messages, by the clock of the machine. */
final class Acknowledged implements MessageBroker {

  private final MessageBroker broker;
  private final LongConsumer micros;

  /**
   * Wraps a broker.
   *
   * @param micros called for each message, with {@link #now()}
   */
  Acknowledged(MessageBroker broker, LongConsumer micros) {
    this.broker = broker;
    this.micros = micros;
  }

  /** Microseconds since 1970, the same in every process. */
  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    return broker
        .send(message)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                micros.accept(now());
              }
            });
  }

  @Override
  public void flush() {
    broker.flush();
  }

  @Override
  public boolean keepsOrder() {
    return broker.keepsOrder();
  }

  @Override
  public void close() {
    broker.close();
  }
}
