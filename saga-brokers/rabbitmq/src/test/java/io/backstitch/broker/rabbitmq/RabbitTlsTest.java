package io.backstitch.broker.rabbitmq;

import static io.backstitch.broker.rabbitmq.RabbitRefusalsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the client trusts when it speaks TLS. */
@Timeout(120)
class RabbitTlsTest {

  @TempDir Path directory;

  private final OutboxMessage message = Orders.message("secret", "a", Orders.bytes("1"));

  @Test
  void messages_travel_by_tls_to_a_server_that_is_trusted() throws Exception {
    Rabbit.declare("secret");
    try (TlsFront front = front("ip:127.0.0.1");
        RabbitBroker broker =
            RabbitBroker.builder(address(front)).sslContext(front.trusting()).build()) {
      assertThat(failure(broker.send(message))).isNull();
    }
    assertThat(Rabbit.texts(Rabbit.take("secret", 1))).containsExactly("1");
  }

  @Test
  void a_server_that_the_jvm_does_not_trust_is_away() throws Exception {
    try (TlsFront front = front("ip:127.0.0.1");
        RabbitBroker broker = RabbitBroker.connect(address(front))) {
      assertThat(failure(broker.send(message)))
          .isNotInstanceOf(MessageRejectedException.class)
          .hasCauseInstanceOf(SSLException.class);
    }
  }

  @Test
  void a_server_with_the_certificate_of_another_name_is_away() throws Exception {
    try (TlsFront front = front("dns:elsewhere.example");
        RabbitBroker broker =
            RabbitBroker.builder(address(front)).sslContext(front.trusting()).build()) {
      assertThat(failure(broker.send(message)))
          .isNotInstanceOf(MessageRejectedException.class)
          .hasCauseInstanceOf(SSLException.class);
    }
  }

  @Test
  void an_ssl_context_is_refused_where_nothing_is_encrypted() throws Exception {
    try (TlsFront front = front("ip:127.0.0.1")) {
      RabbitBroker.Builder plain =
          RabbitBroker.builder("amqp://127.0.0.1").sslContext(front.trusting());
      assertThatIllegalArgumentException()
          .isThrownBy(plain::build)
          .withMessageContaining("which only an address of amqps uses");
    }
  }

  private TlsFront front(String name) throws Exception {
    return TlsFront.of(Rabbit.shared().port(), name, directory);
  }

  private static String address(TlsFront front) {
    return "amqps://guest:guest@127.0.0.1:" + front.port();
  }
}
