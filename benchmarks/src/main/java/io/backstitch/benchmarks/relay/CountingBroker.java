package io.backstitch.benchmarks.relay;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Says when as many messages were handed over to a broker as are expected. */
final class CountingBroker implements MessageBroker {

  private static final int PATIENCE_MINUTES = 5;

  private final MessageBroker broker;
  private final AtomicLong handedOver = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private volatile long expected = Long.MAX_VALUE;
  private volatile CountDownLatch enough = new CountDownLatch(1);

  CountingBroker(MessageBroker broker) {
    this.broker = broker;
  }

  /** From now on, which must be before the relay has any of them. */
  void expect(long messages) {
    handedOver.set(0);
    enough = new CountDownLatch(1);
    expected = messages;
  }

  void await() throws InterruptedException {
    if (!enough.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          "a relay has handed over %,d of %,d messages in %d minutes"
              .formatted(handedOver.get(), expected, PATIENCE_MINUTES));
    }
  }

  long handedOver() {
    return handedOver.get();
  }

  /** How many turns have sent something. */
  long batches() {
    return batches.get();
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    CompletionStage<Void> answer = broker.send(message);
    if (handedOver.incrementAndGet() == expected) {
      enough.countDown();
    }
    return answer;
  }

  @Override
  public void flush() {
    broker.flush();
  }

  /** The relay asks this once in each turn that sends. */
  @Override
  public boolean keepsOrder() {
    batches.incrementAndGet();
    return broker.keepsOrder();
  }

  @Override
  public void close() {
    broker.close();
  }
}
