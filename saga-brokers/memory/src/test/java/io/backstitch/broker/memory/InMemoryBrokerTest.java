package io.backstitch.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryBrokerTest {

  private final OutboxMessage placed = OutboxMessage.to("orders").type("placed").build();
  private final OutboxMessage paid = OutboxMessage.to("payments").type("paid").build();

  @Test
  void remembers_what_arrived_by_destination_and_in_order() {
    try (InMemoryBroker broker = new InMemoryBroker()) {
      List.of(placed, paid, placed).forEach(broker::send);

      assertThat(broker.messages("orders")).containsExactly(placed, placed);
      assertThat(broker.messages()).containsExactly(placed, paid, placed);
      assertThat(broker.messages("nowhere")).isEmpty();
    }
  }

  @Test
  void refuses_what_it_was_told_to_and_says_why() {
    try (InMemoryBroker broker = new InMemoryBroker()) {
      broker.refuse(message -> message.type().equals("paid"), "no payments here");
      assertThat(broker.send(placed)).isCompleted();
      assertThat(broker.send(paid))
          .isCompletedExceptionally()
          .failsWithin(java.time.Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(MessageRejectedException.class)
          .withMessageContaining("no payments here");

      broker.refuseNothing();
      assertThat(broker.send(paid)).isCompleted();
    }
  }

  @Test
  void what_arrived_outlives_an_absence() {
    try (InMemoryBroker broker = new InMemoryBroker()) {
      broker.send(placed);
      broker.goAway();
      assertThat(broker.send(paid)).isCompletedExceptionally();
      broker.comeBack();
      assertThat(broker.messages()).containsExactly(placed);

      broker.forgetAll();
      assertThat(broker.messages()).isEmpty();
    }
  }

  @Test
  void brokers_of_one_name_are_one() {
    try (MessageBroker byAddress = MessageBrokerProvider.connectTo("memory://one");
        InMemoryBroker byName = InMemoryBroker.named("one");
        InMemoryBroker other = InMemoryBroker.named("other")) {
      byAddress.send(placed);

      assertThat(byName.messages()).containsExactly(placed);
      assertThat(other.messages()).isEmpty();
    }
  }

  @Test
  void refuses_addresses_that_are_no_names() {
    for (String address : List.of("memory:one", "memory://one/two", "memory://one?two=three")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageBrokerProvider.connectTo(address))
          .withMessageContaining("it must be memory://name");
    }
  }
}
