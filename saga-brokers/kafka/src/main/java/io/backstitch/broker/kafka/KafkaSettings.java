package io.backstitch.broker.kafka;

import static java.util.Map.entry;

import io.backstitch.outbox.OutboxMessage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the producer works.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param source what {@code ce_source} says
 * @param properties what the user changes
 */
record KafkaSettings(String bootstrapServers, String source, Map<String, Object> properties) {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          entry(ProducerConfig.LINGER_MS_CONFIG, 1),
          entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
          entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024),
          entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
          // Twice the largest payload: it is the topic's own limit that decides what is too large.
          entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * OutboxMessage.MAX_PAYLOAD_BYTES),
          // The relay's thread waits this long in send() while the broker is away.
          entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000));

  /** What {@link KafkaBroker#keepsOrder()} and the relay rely on. */
  private static final Map<String, Object> FIXED =
      Map.ofEntries(
          entry(ProducerConfig.ACKS_CONFIG, "all"),
          entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
          entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
          // A message that gave up in the buffer could be overtaken by the next of its key.
          entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
          // So could one that is refused while a later batch of its partition is on the wire.
          entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
          entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
          entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));

  private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[\\w.-]+):\\d{1,5}");

  private static final List<String> OURS =
      List.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  KafkaSettings {
    properties = Map.copyOf(properties);
    for (String server : bootstrapServers.split(",", -1)) {
      // What stands before an @ may be a password.
      String shown = server.replaceAll(".*@", "***@");
      require(SERVER.matcher(server).matches(), "server", "be host:port", shown);
    }
    require(isReference(source), "source", "be a URI reference that is not empty", source);
    properties.forEach(
        (name, value) ->
            require(
                !FIXED.containsKey(name) && !OURS.contains(name),
                name,
                "be left alone, because order and safety rest on it",
                value));
    try {
      new ProducerConfig(producerProperties(bootstrapServers, properties));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          ("A KafkaBroker was given a property that Kafka does not accept: %s. It was not built."
                  + " Correct the property.")
              .formatted(e.getMessage()),
          e);
    }
  }

  Map<String, Object> producerProperties() {
    return producerProperties(bootstrapServers, properties);
  }

  private static Map<String, Object> producerProperties(
      String bootstrapServers, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(DEFAULTS);
    all.putAll(properties);
    all.putAll(FIXED);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }

  /** Without the properties, some of which are secret. */
  @Override
  public String toString() {
    return "Kafka on " + bootstrapServers;
  }

  private static boolean isReference(String source) {
    try {
      return !URI.create(source).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(boolean kept, String setting, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          "A KafkaBroker was given %s = '%s', which must %s. It was not built. Correct the setting."
              .formatted(setting, value, rule));
    }
  }
}
