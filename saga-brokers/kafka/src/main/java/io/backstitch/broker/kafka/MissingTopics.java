package io.backstitch.broker.kafka;

import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topics that Kafka lately said it does not have. The producer takes seconds to find out, and would
 * do so for every message.
 */
final class MissingTopics {

  private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

  private final Map<String, Long> since = new ConcurrentHashMap<>();

  void remember(String topic) {
    since.put(topic, System.nanoTime());
  }

  /** Refuses a message to a topic that was missing a moment ago. */
  void refuse(OutboxMessage message) {
    Long missing = since.get(message.destination());
    if (missing == null) {
      return;
    }
    if (System.nanoTime() - missing < REMEMBERED) {
      throw KafkaRefusals.missingTopic(message.destination());
    }
    since.remove(message.destination());
  }
}
