package io.backstitch.broker.redis;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a broker answered about each message. */
final class Witness implements MessageBroker {

  private final RedisBroker broker;
  private final Map<UUID, AtomicInteger> failures;
  private final Map<UUID, AtomicInteger> confirmations;

  private Witness(
      RedisBroker broker,
      Map<UUID, AtomicInteger> failures,
      Map<UUID, AtomicInteger> confirmations) {
    this.broker = broker;
    this.failures = failures;
    this.confirmations = confirmations;
  }

  static Witness of(RedisBroker broker) {
    return new Witness(broker, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /** A witness of another broker that counts together with this one. */
  Witness alsoOf(RedisBroker other) {
    return new Witness(other, failures, confirmations);
  }

  int failures(String id) {
    return count(failures, id);
  }

  int confirmations(String id) {
    return count(confirmations, id);
  }

  int failures() {
    return failures.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private static int count(Map<UUID, AtomicInteger> counts, String id) {
    return counts.getOrDefault(UUID.fromString(id), new AtomicInteger()).get();
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    return broker
        .send(message)
        .whenComplete(
            (done, failure) ->
                (failure == null ? confirmations : failures)
                    .computeIfAbsent(message.id(), id -> new AtomicInteger())
                    .incrementAndGet());
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
