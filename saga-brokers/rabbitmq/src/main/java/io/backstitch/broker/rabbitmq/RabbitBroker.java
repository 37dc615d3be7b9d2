package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages to RabbitMQ, over AMQP 0-9-1.
 *
 * <p>On the wire they are CloudEvents 1.0 in binary mode:
 *
 * <table>
 *   <caption>A message as RabbitMQ takes it</caption>
 *   <tr><th>AMQP</th><th>message</th></tr>
 *   <tr><td>exchange</td><td>destination; the default exchange with {@link Routing#QUEUE}</td></tr>
 *   <tr><td>routing key</td><td>type; or key, or destination: see {@link Routing}</td></tr>
 *   <tr><td>body</td><td>payload</td></tr>
 *   <tr><td>headers</td><td>exactly the names and values of {@link CloudEventAttributes}, as long
 *       strings in UTF-8</td></tr>
 *   <tr><td>{@code message-id}</td><td>id; the same in every duplicate</td></tr>
 *   <tr><td>{@code type}</td><td>type</td></tr>
 *   <tr><td>{@code timestamp}</td><td>when it was appended, in whole seconds</td></tr>
 *   <tr><td>{@code content-type}</td><td>the header of this name, if it has one of up to 255 bytes
 *       </td></tr>
 *   <tr><td>{@code delivery-mode}</td><td>2, persistent</td></tr>
 *   <tr><td>mandatory</td><td>always</td></tr>
 * </table>
 *
 * <p>A message is safe once RabbitMQ has confirmed it: all durable queues that it was routed to
 * have it on disk, quorum queues on the disks of most nodes. It is refused, and becomes a dead
 * letter, if no queue is bound for it, if there is no such exchange, if it is larger than
 * RabbitMQ's {@code max_message_size}, or if its routing key or the name of a header has more than
 * 255 bytes. Whatever else fails counts as an outage: a lost connection, a wrong password, a
 * missing right, a node that is short of memory or disk ({@code connection.blocked}), and a {@code
 * basic.nack}, which says that a queue could not take the message, as when it is full and rejects.
 *
 * <p>All relays that use it share one connection, which a thread of its own opens when there is
 * something to send, and again after it was lost. Letters to different exchanges have different
 * channels. Safe for use by many relays.
 */
public final class RabbitBroker implements MessageBroker {

  private static final Duration WAIT_FOR_WINDOW = Duration.ofSeconds(3);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final LetterForm form;
  private final Window window;
  private final Publisher publisher;

  /** Handed over and not answered yet, perhaps since an earlier turn of a relay. */
  private final Map<Parcel.Key, Parcel> onTheirWay = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private RabbitBroker(LetterForm form, Window window, Publisher publisher) {
    this.form = form;
    this.window = window;
    this.publisher = publisher;
  }

  /**
   * A broker at an address, as {@link RabbitBrokerProvider} describes it. It need not be up.
   *
   * @param address such as {@code amqp://user:password@host:5672/vhost?route=queue}
   * @return the broker, to be closed by the caller
   * @throws IllegalArgumentException if this is no address of a RabbitMQ
   */
  public static RabbitBroker connect(String address) {
    return builder(address).build();
  }

  /**
   * A broker with settings of its own.
   *
   * @param address as for {@link #connect}
   * @return a builder
   * @throws IllegalArgumentException if this is no address of a RabbitMQ
   */
  public static Builder builder(String address) {
    return new Builder(RabbitAddress.of(address));
  }

  static Builder builder(URI address) {
    return new Builder(RabbitAddress.of(address));
  }

  /**
   * Hands a message to the thread that publishes. A message that is still on its way from an
   * earlier call is not sent a second time. Waits up to three seconds if as much is on its way as
   * {@link Builder#window} allows. While RabbitMQ blocks who publishes, it answers at once that the
   * broker is away.
   */
  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    Optional<String> blocked = publisher.blocked();
    if (closed) {
      return CompletableFuture.failedStage(closed());
    }
    if (blocked.isPresent()) {
      return CompletableFuture.failedStage(RabbitRefusals.blocked(blocked.get()));
    }
    Parcel parcel;
    try {
      parcel = new Parcel(keyOf(message), form.letterOf(message), this::arrived);
    } catch (MessageRejectedException e) {
      return CompletableFuture.failedStage(e);
    }
    Parcel earlier = onTheirWay.putIfAbsent(parcel.key(), parcel);
    if (earlier != null) {
      return earlier.answer();
    }
    return handOver(parcel);
  }

  /**
   * No: RabbitMQ refuses or sends back one message and takes the next, which was on its way by
   * then. So a relay sends a message when the one before it of the same key is safe, which costs
   * nothing where there are many keys.
   */
  @Override
  public boolean keepsOrder() {
    return false;
  }

  /** Waits up to ten seconds for what is on its way, then lets go of RabbitMQ. */
  @Override
  public void close() {
    closed = true;
    try {
      window.awaitEmpty(CLOSE_WITHIN);
      publisher.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static IllegalStateException closed() {
    return new IllegalStateException(
        "The RabbitMQ broker was closed. The message was not sent. Close relays before brokers.");
  }

  private static Parcel.Key keyOf(OutboxMessage message) {
    return new Parcel.Key(message.id(), message.destination());
  }

  private CompletionStage<Void> handOver(Parcel parcel) {
    try {
      if (window.enter(parcel.bytes(), WAIT_FOR_WINDOW)) {
        publisher.hand(parcel);
        return parcel.answer();
      }
      onTheirWay.remove(parcel.key(), parcel);
    } catch (InterruptedException e) {
      onTheirWay.remove(parcel.key(), parcel);
      Thread.currentThread().interrupt();
      return CompletableFuture.failedStage(e);
    }
    return CompletableFuture.failedStage(
        new IOException(
            "RabbitMQ has confirmed nothing for %s, with up to %d messages on their way"
                .formatted(WAIT_FOR_WINDOW, window.mostMessages())));
  }

  /** Runs before the answer is heard, so that whoever hears it may send the message again. */
  private void arrived(Parcel parcel) {
    onTheirWay.remove(parcel.key(), parcel);
    window.leave(parcel.bytes());
  }

  /** Settings of a broker. */
  public static final class Builder {

    private final BrokerAddress address;
    private Routing routing;
    private String source;
    private @Nullable String queueType;
    private int window = 2_000;
    private @Nullable SSLContext ssl;
    private Consumer<ConnectionFactory> settings = factory -> {};

    private Builder(BrokerAddress address) {
      this.address = address;
      this.routing = RabbitAddress.routing(address);
      this.source = RabbitAddress.source(address);
      this.queueType = RabbitAddress.queueType(address);
    }

    /**
     * Says what destinations are; {@link Routing#EXCHANGE_BY_TYPE} unless called.
     *
     * @param routing also the option {@code route} of the address: {@code type}, {@code key} or
     *     {@code queue}
     * @return this
     */
    public Builder routing(Routing routing) {
      this.routing = routing;
      return this;
    }

    /**
     * Says where the events happen, in the header {@code ce_source}.
     *
     * @param source a URI reference, such as {@code /shop/orders}; also an option of the address
     * @return this
     */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    /**
     * Creates destinations that are missing: a durable quorum queue, and, if destinations are
     * exchanges, a durable exchange of type topic that gives everything to a queue of the same
     * name. What is there stays as it is. Unless called, nothing is created. Also the option {@code
     * declare=quorum} of the address.
     *
     * @return this
     */
    public Builder declareQuorumQueues() {
      this.queueType = Topology.QUORUM;
      return this;
    }

    /**
     * The same as {@link #declareQuorumQueues()} with classic queues, which one node holds. Also
     * the option {@code declare=classic} of the address.
     *
     * @return this
     */
    public Builder declareClassicQueues() {
      this.queueType = Topology.CLASSIC;
      return this;
    }

    /**
     * How many messages may be unconfirmed at once; 2,000 unless called. There is also a limit of
     * 16 MiB.
     *
     * @param messages 1 to 100,000
     * @return this
     */
    public Builder window(int messages) {
      this.window = messages;
      return this;
    }

    /**
     * Whom to trust, and with which certificate to come, instead of what the JVM says. The name of
     * the server is verified in either case.
     *
     * @param ssl for an address of {@code amqps}
     * @return this
     */
    public Builder sslContext(SSLContext ssl) {
      this.ssl = ssl;
      return this;
    }

    /**
     * Changes any other setting of RabbitMQ's client. Its automatic recovery stays off, whatever is
     * set: the relay sends again what was not confirmed.
     *
     * @param settings called once, by {@link #build()}
     * @return this
     */
    public Builder connectionFactory(Consumer<ConnectionFactory> settings) {
      this.settings = this.settings.andThen(settings);
      return this;
    }

    /**
     * Makes the broker, which need not be up.
     *
     * @return the broker, to be closed by the caller
     * @throws IllegalArgumentException if a setting is not what it must be
     */
    public RabbitBroker build() {
      RabbitAddress.require(window >= 1 && window <= 100_000, "window", "be 1 to 100,000", window);
      RabbitAddress.require(
          RabbitAddress.isReference(source),
          "source",
          "be a URI reference that is not empty",
          source);
      Publisher publisher =
          new Publisher(new Connections(address, ssl, settings), new Topology(routing, queueType));
      publisher.start();
      return new RabbitBroker(new LetterForm(routing, source), new Window(window), publisher);
    }
  }
}
