package io.backstitch.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** What arrived at one destination, beside what was sent there. */
final class Arrivals {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final List<Received> received;
  private final Map<String, OutboxMessage> sent = new LinkedHashMap<>();

  private Arrivals(List<Received> received, Collection<OutboxMessage> sent) {
    this.received = received;
    sent.forEach(message -> this.sent.put(message.id().toString(), message));
  }

  /** Waits until each of the messages has arrived. */
  static Arrivals of(BrokerUnderTest subject, String destination, Collection<OutboxMessage> sent) {
    return of(subject, destination, sent, sent);
  }

  /** Waits until those have arrived that are safe; others may have arrived too. */
  static Arrivals of(
      BrokerUnderTest subject,
      String destination,
      Collection<OutboxMessage> safe,
      Collection<OutboxMessage> sent) {
    Set<String> ids = ids(safe);
    try {
      await()
          .atMost(subject.patience())
          .pollInterval(LOOK_EVERY)
          .until(() -> missing(subject, destination, ids).isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          ("The adapter said that %d messages to '%s' are safe, and these have not arrived within %s:"
                  + " %s. Complete the stage of send() only when the broker has confirmed the message.")
              .formatted(
                  safe.size(),
                  destination,
                  subject.patience(),
                  missing(subject, destination, ids).stream().limit(5).toList()),
          e);
    }
    return new Arrivals(received(subject, destination), sent);
  }

  /** What is there at this moment. */
  static List<Received> received(BrokerUnderTest subject, String destination) {
    try {
      return subject.received(destination);
    } catch (Exception e) {
      throw new AssertionError("What arrived at '" + destination + "' cannot be read.", e);
    }
  }

  /** Duplicates are allowed, but each must be what was sent. */
  Arrivals areWhatWasSent() {
    assertThat(received)
        .as(
            "what arrived and was never sent; keep the id of the message in %s, in duplicates too",
            CloudEventAttributes.ID)
        .allSatisfy(message -> assertThat(sent).containsKey(message.id()));
    received.forEach(
        message -> assertSame(Objects.requireNonNull(sent.get(message.id())), message));
    return this;
  }

  Arrivals areThereOnce() {
    assertThat(received)
        .as("what arrived of messages that were handed over once; the adapter sends some again")
        .hasSameSizeAs(sent.keySet());
    return this;
  }

  /** The first arrivals of each key are in the order in which its messages were sent. */
  Arrivals areInOrder() {
    Map<String, List<String>> expected =
        sent.values().stream()
            .collect(
                Collectors.groupingBy(
                    OutboxMessage::key,
                    Collectors.mapping(message -> message.id().toString(), Collectors.toList())));
    Map<String, Set<String>> firsts =
        received.stream()
            .collect(
                Collectors.groupingBy(
                    Received::key,
                    Collectors.mapping(Received::id, Collectors.toCollection(LinkedHashSet::new))));
    expected.forEach(
        (key, ids) ->
            assertThat(List.copyOf(firsts.getOrDefault(key, Set.of())))
                .as(
                    "the order of the first arrivals of key '%s'; send messages of one key by one"
                        + " connection and partition, and let keepsOrder() be false if the broker"
                        + " may turn those around that are not confirmed yet",
                    key)
                .isEqualTo(ids));
    return this;
  }

  Set<String> ids() {
    return received.stream().map(Received::id).collect(Collectors.toSet());
  }

  private static void assertSame(OutboxMessage sent, Received received) {
    Map<String, String> attributes = new LinkedHashMap<>(received.attributes());
    assertThat(attributes.get("ce_source")).as("ce_source of %s", sent).isNotBlank();
    String time = attributes.get("ce_time");
    Map<String, String> expected =
        CloudEventAttributes.of(sent, String.valueOf(attributes.get("ce_source")));
    if (time != null) {
      // Only what was read from the outbox has a time; what was sent from memory has none.
      expected.put("ce_time", time);
    }
    assertThat(attributes)
        .as("what stands beside %s; send all of CloudEventAttributes, names and values", sent)
        .containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(received.payloadUncopied())
        .as("the payload of %s; send bytes, not text", sent)
        .isEqualTo(sent.payload());
  }

  private static Set<String> missing(BrokerUnderTest subject, String destination, Set<String> ids) {
    Set<String> missing = new LinkedHashSet<>(ids);
    received(subject, destination).forEach(message -> missing.remove(message.id()));
    return missing;
  }

  private static Set<String> ids(Collection<OutboxMessage> messages) {
    return messages.stream()
        .map(message -> message.id().toString())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
