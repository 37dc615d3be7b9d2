package io.backstitch.broker.kafka;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Tells failures that are the message's fault from those that are not. */
final class KafkaRefusals {

  private KafkaRefusals() {}

  /**
   * What the relay is to hear. A failure that is not known to be the message's fault is none: what
   * an administrator can mend, such as a missing right, must not empty the outbox into the dead
   * letters.
   */
  static Exception translate(OutboxMessage message, Exception failure) {
    if (isMissingTopic(failure)) {
      return missingTopic(message.destination());
    }
    boolean refused =
        failure instanceof RecordTooLargeException
            || failure instanceof InvalidTopicException
            || failure instanceof InvalidRecordException
            || failure instanceof SerializationException;
    return refused
        ? new MessageRejectedException(
            failure.getClass().getSimpleName() + ": " + failure.getMessage(), failure)
        : failure;
  }

  static MessageRejectedException missingTopic(String topic) {
    return new MessageRejectedException(
        "Kafka has no topic '%s' and does not create it; create it, then resend".formatted(topic));
  }

  /** Kafka answered, and knows no such topic; without an answer the cause is missing. */
  static boolean isMissingTopic(Exception failure) {
    return failure instanceof TimeoutException
        && failure.getCause() instanceof UnknownTopicOrPartitionException;
  }
}
