package io.backstitch.samples.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.broker.tck.Received;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not know of: the answers of HTTP, and its names. */
class WebhookBrokerTest {

  private final Receiver receiver = new Receiver();
  private final OutboxMessage message =
      OutboxMessage.to("orders").type("placed").header("content-type", "text/plain").build();

  @BeforeEach
  void start() throws IOException {
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void a_status_that_is_the_fault_of_the_message_refuses_it() {
    for (int status : new int[] {400, 404, 410, 413, 415, 422}) {
      assertThat(answerTo(status)).isInstanceOf(MessageRejectedException.class);
    }
  }

  @Test
  void any_other_is_an_outage_also_a_redirect_and_a_missing_right() {
    for (int status : new int[] {301, 307, 401, 403, 408, 429, 500, 502, 503, 504}) {
      assertThat(answerTo(status)).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(receiver.received("orders")).isEmpty();
    assertThat(receiver.received("elsewhere")).isEmpty();
  }

  @Test
  void credentials_and_source_come_from_the_address() throws Exception {
    String address = receiver.address().replace("//", "//me:s%40cret@") + "?source=/shop";
    try (MessageBroker broker = MessageBrokerProvider.connectTo(address)) {
      broker.send(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    Map<String, String> attributes = receiver.received("orders").get(0).attributes();
    assertThat(attributes)
        .containsEntry("authorization", "Basic bWU6c0BjcmV0")
        .containsEntry("ce_source", "/shop")
        .containsEntry("content-type", "text/plain");
  }

  @Test
  void names_of_http_are_not_set_by_messages() {
    assertThat(HttpText.name("ce_id")).isEqualTo("ce-id");
    assertThat(HttpText.name("ce-id")).isEqualTo("%63e-id");
    assertThat(HttpText.name("host")).isEqualTo("%68ost");
    assertThat(HttpText.name("X-Id")).isEqualTo("%58-%49d");
    assertThat(HttpText.value("ce_type", "a \"b\" %")).isEqualTo("a%20%22b%22%20%25");
  }

  @Test
  void refuses_addresses_that_are_not_one_server() {
    for (String rest : List.of("://one,two/", "://one?two=three", ":///path")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MessageBrokerProvider.connectTo("http" + rest))
          .withMessageContaining("Nothing was connected.");
    }
  }

  private Throwable answerTo(int status) {
    receiver.answerWith(status);
    try (MessageBroker broker = MessageBrokerProvider.connectTo(receiver.address())) {
      Throwable thrown =
          catchThrowable(
              () -> broker.send(message).toCompletableFuture().get(30, TimeUnit.SECONDS));
      List<Received> received = receiver.received("orders");
      assertThat(received).as("what came with HTTP %d", status).isEmpty();
      return thrown.getCause();
    }
  }
}
