package io.backstitch.broker.rabbitmq;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which messages were confirmed, and how often each was sent in vain. */
final class WatchedBroker implements MessageBroker {

  private final MessageBroker broker;
  private final Map<UUID, Integer> inVain = new ConcurrentHashMap<>();
  private final Set<UUID> confirmed = ConcurrentHashMap.newKeySet();
  private final Set<UUID> sentAgain = ConcurrentHashMap.newKeySet();

  WatchedBroker(MessageBroker broker) {
    this.broker = broker;
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    if (confirmed.contains(message.id())) {
      sentAgain.add(message.id());
    }
    return broker
        .send(message)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                confirmed.add(message.id());
              } else {
                inVain.merge(message.id(), 1, Integer::sum);
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

  /** Messages that were sent after they had been confirmed. */
  Set<UUID> sentAgain() {
    return sentAgain;
  }

  int inVain(UUID id) {
    return inVain.getOrDefault(id, 0);
  }
}
