package io.backstitch.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.BrokerAddress.Credentials;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

/** Addresses, which need no server. */
class KafkaAddressTest {

  private static final String SECRET = "s3cr3t";

  @Test
  void options_are_properties_of_the_producer() {
    try (MessageBroker broker =
        MessageBrokerProvider.connectTo(
            "kafka://127.0.0.1,localhost:9093?linger.ms=5&compression.type=zstd&source=/shop")) {
      assertThat(broker).isInstanceOf(KafkaBroker.class);
    }
  }

  @Test
  void user_and_password_reach_kafka_whatever_they_are_made_of() {
    for (String text :
        List.of(
            "simple", "a b", "q\"q'q", "back\\slash\\n", "semi;=", "line\nend", "\u00e9\u6f22")) {
      for (String mechanism : List.of("PLAIN", "SCRAM-SHA-512")) {
        SaslLogin login = new SaslLogin(new Credentials("user " + text, text), mechanism);

        AppConfigurationEntry entry =
            JaasContext.loadClientContext(login.properties()).configurationEntries().get(0);
        assertThat(entry.getOptions().get("username")).isEqualTo("user " + text);
        assertThat(entry.getOptions().get("password")).isEqualTo(text);
        assertThat(login.toString() + login.properties()).doesNotContain("password=" + text);
      }
    }
  }

  @Test
  void a_login_uses_tls_unless_the_address_says_otherwise() {
    SaslLogin login = SaslLogin.of(new Credentials("me", SECRET), Map.of());

    assertThat(login.properties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(login.properties().toString()).doesNotContain(SECRET);
    MessageBrokerProvider.connectTo(
            "kafka://me:s3cr3t@kafka:9092?security.protocol=SASL_PLAINTEXT&sasl.mechanism=SCRAM-SHA-256")
        .close();
  }

  @Test
  void what_order_and_safety_rest_on_cannot_be_changed() {
    for (String option :
        List.of("max.in.flight.requests.per.connection=5", "acks=1", "enable.idempotence=false")) {
      assertRefused("?" + option, "must be left alone");
    }
  }

  @Test
  void other_addresses_are_refused_without_naming_a_password() {
    assertRefused("/topic", "without a path");
    assertRefused("?linger=5", "it has the option 'linger'");
    assertRefused("?linger.ms=soon", "linger.ms");
    assertRefused("?sasl.mechanism=OAUTHBEARER", "it has another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBrokerProvider.connectTo("kafka:kafka"))
        .withMessageContaining("Nothing was connected.");
  }

  @Test
  void settings_do_not_name_what_is_secret() {
    assertThat(
            new KafkaSettings("kafka:9092", "/shop", Map.of("ssl.key.password", SECRET)).toString())
        .doesNotContain(SECRET);
    assertThat(BrokerAddress.of(java.net.URI.create("kafka://me:s3cr3t@kafka")).toString())
        .doesNotContain(SECRET);
  }

  private static void assertRefused(String rest, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBrokerProvider.connectTo("kafka://me:s3cr3t@kafka:9092" + rest))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }
}
