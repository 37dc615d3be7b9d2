package io.backstitch.broker.kafka;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

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

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final CloudEvent form;
  private final MissingTopics missingTopics = new MissingTopics();

  /** Handed to the producer and not answered yet, perhaps since an earlier turn of a relay. */
  private final Map<Place, CompletableFuture<Void>> onTheirWay = new ConcurrentHashMap<>();

  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean closed;

  /** One message may go to several topics, with one id. */
  private record Place(UUID id, String topic) {
    static Place of(OutboxMessage message) {
      return new Place(message.id(), message.destination());
    }
  }

  private KafkaBroker(KafkaSettings settings) {
    this.settings = settings;
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
    CompletableFuture<Void> answer = new CompletableFuture<>();
    CompletableFuture<Void> earlier = onTheirWay.putIfAbsent(Place.of(message), answer);
    if (earlier != null) {
      return earlier;
    }
    long begun = System.nanoTime();
    try {
      missingTopics.refuse(message);
      handOver(message, answer, begun);
    } catch (RuntimeException e) {
      complete(message, answer, e, begun);
    }
    return answer;
  }

  /** Kafka keeps the order of a partition, and so of a key. */
  @Override
  public boolean keepsOrder() {
    return true;
  }

  /** Waits up to ten seconds for what is on its way, then lets go of Kafka. */
  @Override
  public void close() {
    KafkaProducer<byte[], byte[]> open;
    synchronized (this) {
      closed = true;
      open = producer;
      producer = null;
    }
    if (open != null) {
      open.close(CLOSE_WITHIN);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
  private void handOver(OutboxMessage message, CompletableFuture<Void> answer, long begun) {
    KafkaProducer<byte[], byte[]> used = producer();
    Thread caller = Thread.currentThread();
    used.send(
        form.recordOf(message),
        (place, failure) -> {
          if (failure != null && !caller.equals(Thread.currentThread())) {
            discard(used);
          }
          complete(message, answer, failure, begun);
        });
  }

  private void complete(
      OutboxMessage message,
      CompletableFuture<Void> answer,
      @Nullable Exception failure,
      long begun) {
    onTheirWay.remove(Place.of(message), answer);
    if (failure == null) {
      missingTopics.isThere(message.destination());
      answer.complete(null);
      return;
    }
    if (KafkaRefusals.isMissingTopic(failure)
        && !missingTopics.isSure(message.destination(), begun)) {
      answer.completeExceptionally(failure);
      return;
    }
    answer.completeExceptionally(KafkaRefusals.translate(message, failure));
  }

  /** Made when it is first needed: it does not start while the name of a server is unknown. */
  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException(
          "The Kafka broker was closed. The message was not sent. Close relays before brokers.");
    }
    KafkaProducer<byte[], byte[]> open = producer;
    if (open == null) {
      open = new KafkaProducer<>(settings.producerProperties());
      producer = open;
    }
    return open;
  }

  /**
   * What the producer still holds must not arrive after a message that failed on its way, so all of
   * it fails too. Runs on the producer's thread, before it can send the next batch.
   */
  private void discard(KafkaProducer<byte[], byte[]> failed) {
    synchronized (this) {
      if (failed.equals(producer)) {
        producer = null;
      }
    }
    failed.close(Duration.ZERO);
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
