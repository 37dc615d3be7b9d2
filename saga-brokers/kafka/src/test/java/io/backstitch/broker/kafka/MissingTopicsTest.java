package io.backstitch.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {

  private final OutboxMessage message = Orders.message("orders", "a", new byte[0]);

  @Test
  void a_topic_that_kafka_says_it_does_not_have_is_the_fault_of_the_message() {
    TimeoutException missing = new TimeoutException("no", new UnknownTopicOrPartitionException());

    assertThat(KafkaRefusals.translate(message, missing))
        .isInstanceOf(MessageRejectedException.class)
        .hasMessage("Kafka has no topic 'orders' and does not create it; create it, then resend");
  }

  @Test
  void silence_and_a_missing_right_are_not() {
    TimeoutException silence = new TimeoutException("no");
    TopicAuthorizationException right = new TopicAuthorizationException("no");

    assertThat(KafkaRefusals.translate(message, silence)).isSameAs(silence);
    assertThat(KafkaRefusals.translate(message, right)).isSameAs(right);
  }

  @Test
  void other_messages_to_a_missing_topic_are_refused_without_waiting() {
    MissingTopics topics = new MissingTopics();
    topics.refuse(message);
    topics.remember("orders");

    assertThatExceptionOfType(MessageRejectedException.class)
        .isThrownBy(() -> topics.refuse(message));
    topics.refuse(Orders.message("others", "a", new byte[0]));
  }

  @Test
  void a_topic_is_missing_once_a_later_send_is_told_so_too() {
    MissingTopics topics = new MissingTopics();
    long first = System.nanoTime();

    assertThat(topics.isSure("orders", first)).isFalse();
    assertThat(topics.isSure("orders", first)).as("a send beside the first").isFalse();
    topics.refuse(message);

    assertThat(topics.isSure("orders", System.nanoTime())).isTrue();
    assertThatExceptionOfType(MessageRejectedException.class)
        .isThrownBy(() -> topics.refuse(message));
  }

  @Test
  void a_topic_that_was_found_meanwhile_is_not_missing_at_the_next_time() {
    MissingTopics topics = new MissingTopics();
    assertThat(topics.isSure("orders", System.nanoTime())).isFalse();

    topics.isThere("orders");

    assertThat(topics.isSure("orders", System.nanoTime())).isFalse();
  }
}
