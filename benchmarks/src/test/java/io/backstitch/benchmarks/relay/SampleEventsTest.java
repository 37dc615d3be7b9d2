package io.backstitch.benchmarks.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

  @Test
  void the_floors_send_what_the_relay_sends() {
    OutboxMessage message = SampleEvents.message(4_711);
    Event event = SampleEvents.event(4_711);

    Map<String, String> sent = event.attributes();
    assertThat(event.payload()).isEqualTo(message.payload()).hasSize(300);
    assertThat(sent).containsEntry("ce_id", event.id().toString()).containsKey("ce_time");
    // The message gets its time from the outbox, and its id is its own.
    sent.put("ce_id", message.id().toString());
    sent.remove("ce_time");
    assertThat(sent)
        .containsExactlyEntriesOf(
            CloudEventAttributes.of(message, CloudEventAttributes.DEFAULT_SOURCE));
  }

  @Test
  void events_of_one_key_differ() {
    assertThat(
            LongStream.range(0, 20)
                .map(i -> 42 + i * SampleEvents.KEYS)
                .mapToObj(SampleEvents::event))
        .allSatisfy(event -> assertThat(event.key()).isEqualTo("order-42"))
        .extracting(event -> new String(event.payload(), StandardCharsets.UTF_8))
        .doesNotHaveDuplicates();
  }

  @Test
  void every_payload_is_used() {
    assertThat(LongStream.range(0, SampleEvents.PAYLOADS).mapToObj(SampleEvents::payloadNumber))
        .doesNotHaveDuplicates();
  }
}
