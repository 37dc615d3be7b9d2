package io.backstitch.broker.kafka;

import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topics that Kafka lately said it does not have. The producer takes seconds to find out, and would
 * do so for every message.
 *
 * <p>A broker that has just come up says so of a topic that it is about to create, and the producer
 * may stop waiting in just that moment. So it must say so twice: also to a send that began after
 * the first time.
 */
final class MissingTopics {

  private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();
  private static final long SUSPECTED = Duration.ofMinutes(5).toNanos();

  private final Map<String, Long> since = new ConcurrentHashMap<>();
  private final Map<String, Long> suspected = new ConcurrentHashMap<>();

  /**
   * Kafka says that it has no such topic.
   *
   * @param begun the moment of {@link System#nanoTime()} at which the send began
   * @return whether that is sure, and the topic is remembered as missing from now on
   */
  boolean isSure(String topic, long begun) {
    long now = System.nanoTime();
    Long first = suspected.get(topic);
    if (first == null || now - first > SUSPECTED) {
      suspected.put(topic, now);
      return false;
    }
    boolean sure = first - begun < 0;
    if (sure) {
      remember(topic);
    }
    return sure;
  }

  /** Kafka has taken a message to a topic. */
  void isThere(String topic) {
    if (!suspected.isEmpty()) {
      suspected.remove(topic);
    }
  }

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
