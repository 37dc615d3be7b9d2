package io.backstitch.broker.kafka;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Takes messages to Apache Kafka.
 *
 * <p>On the wire they are CloudEvents 1.0 in binary mode:
 *
 * <table>
 *   <caption>A message as a Kafka record</caption>
 *   <tr><th>record</th><th>message</th></tr>
 *   <tr><td>topic</td><td>destination</td></tr>
 *   <tr><td>key</td><td>key, in UTF-8; Kafka's own partitioner chooses the partition by it</td></tr>
 *   <tr><td>value</td><td>payload</td></tr>
 *   <tr><td>header {@code ce_specversion}</td><td>{@code 1.0}</td></tr>
 *   <tr><td>header {@code ce_id}</td><td>id; the same in every duplicate</td></tr>
 *   <tr><td>header {@code ce_source}</td><td>{@link Builder#source}, or {@code /backstitch}</td></tr>
 *   <tr><td>header {@code ce_type}</td><td>type</td></tr>
 *   <tr><td>header {@code ce_time}</td><td>when it was appended, in UTC as in RFC 3339</td></tr>
 *   <tr><td>header {@code ce_partitionkey}</td><td>key</td></tr>
 *   <tr><td>other headers</td><td>the message's headers, in UTF-8; one with a name from above
 *       replaces it, and {@code content-type} says what the payload is</td></tr>
 * </table>
 *
 * <p>A message is safe once all in-sync replicas have it (acks=all, idempotent). It is refused, and
 * becomes a dead letter, if it is too large for the producer or the topic, if its destination
 * cannot be the name of a topic or is no topic and Kafka creates none, which it must have said
 * twice, or if the topic does not accept such records. Whatever else fails, also a missing right,
 * counts as an outage.
 *
 * <p>Order holds as long as the topic's partitions are not changed. Safe for use by many relays.
 */
public final class KafkaBroker implements MessageBroker {

  private final Producers producers;
  private final CloudEvent form;
  private final MissingTopics missingTopics = new MissingTopics();
  private final OnTheirWay onTheirWay = new OnTheirWay();

  private KafkaBroker(KafkaSettings settings) {
    this.producers = new Producers(settings);
    this.form = new CloudEvent(settings.source());
  }

  /**
   * A broker with default settings. It need not be up.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @return the broker, to be closed by the caller
   * @throws IllegalArgumentException if these are no addresses
   */
  public static KafkaBroker connect(String bootstrapServers) {
    return builder(bootstrapServers).build();
  }

  /**
   * A broker with settings of its own.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @return a builder
   */
  public static Builder builder(String bootstrapServers) {
    return new Builder(bootstrapServers);
  }

  /**
   * Hands a message to the producer, which sends it when it has a batch, and again until Kafka
   * answers. A message that is still on its way from an earlier call is not sent a second time.
   * Waits up to {@code max.block.ms} (5 seconds) if Kafka is away or the producer's memory is full.
   */
  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    return begin().send(message);
  }

  /** Kafka keeps the order of a partition, and so of a key. */
  @Override
  public boolean keepsOrder() {
    return true;
  }

  /** A series goes through one producer, and what is left of it fails with it. */
  @Override
  public Series begin() {
    return new KafkaSeries(producers, onTheirWay, missingTopics, form);
  }

  /** Waits up to ten seconds for what is on its way, then lets go of Kafka. */
  @Override
  public void close() {
    producers.close();
  }

  /** Settings of a broker. */
  public static final class Builder {

    private final String bootstrapServers;
    private final Map<String, Object> properties = new HashMap<>();
    private String source = "/backstitch";

    private Builder(String bootstrapServers) {
      this.bootstrapServers = bootstrapServers;
    }

    /**
     * Says where the events happen, in the header {@code ce_source}.
     *
     * @param source a URI reference, such as {@code /shop/orders}
     * @return this
     */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    /**
     * Passes a property on to Kafka's producer, such as {@code security.protocol} or {@code
     * linger.ms}. Those that order and safety rest on cannot be changed.
     *
     * @param name as in Kafka's documentation
     * @param value as in Kafka's documentation
     * @return this
     */
    public Builder property(String name, Object value) {
      properties.put(name, value);
      return this;
    }

    /**
     * Makes the broker, which need not be up.
     *
     * @return the broker, to be closed by the caller
     * @throws IllegalArgumentException if a setting is not what it must be
     */
    public KafkaBroker build() {
      return new KafkaBroker(new KafkaSettings(bootstrapServers, source, properties));
    }
  }
}
