package io.backstitch.broker.kafka;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.BrokerAddress.Credentials;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * A user and a password as Kafka's producer wants them.
 *
 * @param who the relay is to Kafka
 * @param mechanism by which it says so
 */
record SaslLogin(Credentials who, String mechanism) {

  private static final String PLAIN = "PLAIN";

  SaslLogin {
    if (!mechanism.equals(PLAIN) && !mechanism.matches("SCRAM-SHA-(256|512)")) {
      throw BrokerAddress.wrong(
          "kafka",
          "user and password can be used with sasl.mechanism PLAIN, SCRAM-SHA-256 and"
              + " SCRAM-SHA-512, and it has another");
    }
  }

  static SaslLogin of(Credentials who, Map<String, String> options) {
    return new SaslLogin(who, options.getOrDefault(SaslConfigs.SASL_MECHANISM, PLAIN));
  }

  /** Kafka hides what is a {@link Password} in its logs and errors. */
  Map<String, Object> properties() {
    return Map.of(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        "SASL_SSL",
        SaslConfigs.SASL_MECHANISM,
        mechanism,
        SaslConfigs.SASL_JAAS_CONFIG,
        new Password(
            "%s required username=%s password=%s;"
                .formatted(module(), quoted(who.user()), quoted(who.password()))));
  }

  private String module() {
    return mechanism.equals(PLAIN)
        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
        : "org.apache.kafka.common.security.scram.ScramLoginModule";
  }

  /** As the parser of JAAS reads it. */
  private static String quoted(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped + '"';
  }
}
