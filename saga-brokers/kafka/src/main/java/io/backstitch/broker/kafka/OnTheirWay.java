package io.backstitch.broker.kafka;

import io.backstitch.outbox.OutboxMessage;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Handed to a producer and not answered yet, perhaps since an earlier turn of a relay. */
final class OnTheirWay {

  private final Map<Place, Sent> messages = new ConcurrentHashMap<>();

  /** To which producer, and what it will say. */
  record Sent(OpenProducer producer, CompletableFuture<Void> answer) {}

  /** One message may go to several topics, with one id. */
  private record Place(UUID id, String topic) {
    static Place of(OutboxMessage message) {
      return new Place(message.id(), message.destination());
    }
  }

  /** Adds a message, unless it is on its way already; then returns how. */
  @Nullable Sent add(OutboxMessage message, Sent sent) {
    return messages.putIfAbsent(Place.of(message), sent);
  }

  void remove(OutboxMessage message, Sent sent) {
    messages.remove(Place.of(message), sent);
  }
}
