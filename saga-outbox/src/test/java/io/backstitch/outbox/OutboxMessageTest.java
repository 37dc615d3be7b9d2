package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxMessageTest {

  @Test
  void holds_what_it_was_given() {
    OutboxMessage message =
        OutboxMessage.to("orders")
            .key("order-7")
            .type("order.placed")
            .header("b", "1")
            .header("a", "2")
            .payload(new byte[] {1, 2})
            .build();

    assertThat(message.destination()).isEqualTo("orders");
    assertThat(message.key()).isEqualTo("order-7");
    assertThat(message.type()).isEqualTo("order.placed");
    assertThat(message.headers().keySet()).containsExactly("b", "a");
    assertThat(message.payload()).containsExactly(1, 2);
    assertThat(message.createdAt()).isEmpty();
  }

  @Test
  void cannot_be_changed_from_outside() {
    byte[] payload = {1};
    OutboxMessage message = OutboxMessage.to("orders").type("t").payload(payload).build();
    payload[0] = 2;
    message.payload()[0] = 3;

    assertThat(message.payload()).containsExactly(1);
    assertThatThrownBy(() -> message.headers().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void is_its_own_key_unless_it_is_given_one() {
    OutboxMessage message = OutboxMessage.to("orders").type("t").build();

    assertThat(message.key()).isEqualTo(message.id().toString());
  }

  @Test
  void goes_to_several_destinations_as_one_message() {
    OutboxMessage message =
        OutboxMessage.to("orders").type("t").header("a", "b").payload(new byte[] {1}).build();

    List<OutboxMessage> all = message.alsoTo("audit", "mail");

    assertThat(all)
        .extracting(OutboxMessage::destination)
        .containsExactly("orders", "audit", "mail");
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.id()).isEqualTo(message.id());
              assertThat(one.key()).isEqualTo(message.key());
              assertThat(one.type()).isEqualTo("t");
              assertThat(one.headers()).isEqualTo(message.headers());
              assertThat(one.payload()).containsExactly(1);
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message.alsoTo("audit", "orders"))
        .withMessageContaining("was to go to 'orders' twice. No copy was made.");
    assertThatIllegalArgumentException().isThrownBy(() -> message.alsoTo(" "));
  }

  @Test
  void refuses_what_cannot_be_stored_or_sent() {
    assertRefused("no destination", m -> OutboxMessage.to(" ").type("t"));
    assertRefused("no destination", m -> OutboxMessage.to(null).type("t"));
    assertRefused("no type", m -> OutboxMessage.to("orders"));
    assertRefused("NUL", m -> m.key("a\0b"));
    assertRefused("half a surrogate pair", m -> m.key("\ud800"));
    assertRefused("NUL", m -> m.header("trace", "\0"));
    assertRefused("NUL", m -> OutboxMessage.to("a\0"));
    assertRefused("key that is null", m -> m.key(null));
    assertRefused("10,240 bytes in UTF-8, and 1,024 are allowed", m -> m.key("k".repeat(10_240)));
    assertRefused("256 bytes", m -> OutboxMessage.to("d".repeat(256)));
    assertRefused("258 bytes", m -> m.type("€".repeat(86)));
    assertRefused("without a name", m -> m.header("", "x"));
    assertRefused("payload that is null", m -> m.payload(null));
    assertRefused(
        "5,242,880 bytes, and 1,048,576 are allowed", m -> m.payload(new byte[5 * 1024 * 1024]));
    assertRefused(
        "headers of 20,002 bytes",
        m -> m.header("a", "x".repeat(10_000)).header("b", "y".repeat(10_000)));
  }

  @Test
  void accepts_the_largest_that_is_allowed() {
    OutboxMessage.to("d".repeat(OutboxMessage.MAX_NAME_BYTES))
        .type("t".repeat(OutboxMessage.MAX_NAME_BYTES))
        .key("k".repeat(OutboxMessage.MAX_KEY_BYTES))
        .payload(new byte[OutboxMessage.MAX_PAYLOAD_BYTES])
        .build();
  }

  @Test
  void ids_are_of_version_7_and_grow() {
    List<UUID> ids = IntStream.range(0, 100_000).mapToObj(i -> TimeOrderedId.next()).toList();

    assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    List<String> texts = new ArrayList<>(ids.stream().map(UUID::toString).toList());
    assertThat(texts).isSorted().doesNotHaveDuplicates();
    assertThat(ids.get(0).getMostSignificantBits() >>> 16)
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
  }

  private static void assertRefused(String reason, UnaryOperator<OutboxMessage.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(OutboxMessage.to("orders").type("t")).build())
        .withMessageContaining(reason)
        .withMessageContaining("It was not built, so nothing was stored.");
  }
}
