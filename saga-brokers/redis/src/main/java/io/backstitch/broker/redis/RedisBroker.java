package io.backstitch.broker.redis;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages to Redis Streams, with XADD.
 *
 * <p>An entry holds the message as a CloudEvent 1.0 in binary mode:
 *
 * <table>
 *   <caption>A message as an entry of a stream</caption>
 *   <tr><th>entry</th><th>message</th></tr>
 *   <tr><td>key of the stream</td><td>destination, in UTF-8</td></tr>
 *   <tr><td>id of the entry</td><td>given by Redis</td></tr>
 *   <tr><td>field {@code ce_specversion}</td><td>{@code 1.0}</td></tr>
 *   <tr><td>field {@code ce_id}</td><td>id; the same in every duplicate</td></tr>
 *   <tr><td>field {@code ce_source}</td><td>{@link Builder#source}, or {@code /backstitch}</td></tr>
 *   <tr><td>field {@code ce_type}</td><td>type</td></tr>
 *   <tr><td>field {@code ce_time}</td><td>when it was appended, in UTC as in RFC 3339</td></tr>
 *   <tr><td>field {@code ce_partitionkey}</td><td>key</td></tr>
 *   <tr><td>other fields</td><td>the message's headers, in UTF-8; {@code ce_source} replaces the one
 *       above, and {@code content-type} says what the payload is</td></tr>
 *   <tr><td>field {@code data}, the last</td><td>payload, its bytes as they are</td></tr>
 * </table>
 *
 * <p>A message is safe once Redis has answered. What that is worth, the operator decides: Redis
 * keeps what it answered over a crash only with {@code appendonly yes} and {@code appendfsync
 * always}; it loses up to a second of it with {@code everysec}, and everything with neither a log
 * nor snapshots. A failover loses what the replica did not have yet: {@code min-replicas-to-write}
 * makes that less, not nothing. With an eviction policy other than {@code noeviction}, Redis may
 * drop whole streams that nobody has read.
 *
 * <p>A message is refused, and becomes a dead letter, if Redis has something else than a stream
 * under its destination, or if it has a header called {@code data}. Whatever else fails counts as
 * an outage: no memory left, a server that is a replica now or still reads its data, a wrong
 * password, a missing right. A connection that is lost, or on which Redis answers nothing for
 * {@link Builder#answerWithin}, is given up together with all that was not answered, and the next
 * message opens a new one.
 *
 * <p>The address must lead to the master; after a failover, to the new one. Redis Cluster is not
 * supported. Safe for use by many relays, which share one connection.
 */
public final class RedisBroker implements MessageBroker {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final RedisLinks links;
  private final StreamEntry form;
  private final XAddArgs arguments;

  /** Handed over and not answered yet, perhaps since an earlier turn of a relay. */
  private final Map<Passage, CompletableFuture<Void>> onTheirWay = new ConcurrentHashMap<>();

  /** One message may go to several streams. */
  private record Passage(UUID id, String stream) {}

  private RedisBroker(RedisSettings settings) {
    this.links = new RedisLinks(settings);
    this.form = new StreamEntry(settings.source());
    this.arguments = settings.addArguments();
  }

  /**
   * A broker with default settings. It need not be up.
   *
   * @param address {@code redis://host:port}, or {@code rediss://…} for TLS with the authorities
   *     that this JVM trusts; may name {@code user:password@} or {@code :password@} before the
   *     host, and {@code /} and the number of the database after the port
   * @return the broker, to be closed by the caller
   * @throws IllegalArgumentException if this is no such address
   */
  public static RedisBroker connect(String address) {
    return builder(address).build();
  }

  /**
   * A broker with settings of its own.
   *
   * @param address as for {@link #connect}
   * @return a builder
   * @throws IllegalArgumentException if this is no such address
   */
  public static Builder builder(String address) {
    return new Builder(RedisAddress.of(address));
  }

  /**
   * Gathers a message; it is sent with the next {@link #flush()} or when enough have come. A
   * message that is still on its way from an earlier call is not sent a second time. Waits up to 6
   * seconds if there is no connection and Redis does not take a new one.
   */
  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    links.endIfLost();
    Passage passage = new Passage(message.id(), message.destination());
    CompletableFuture<Void> answer = new CompletableFuture<>();
    CompletableFuture<Void> earlier = onTheirWay.putIfAbsent(passage, answer);
    if (earlier != null) {
      return earlier;
    }
    try {
      handOver(passage, answer, message);
    } catch (Exception | Error e) {
      complete(passage, answer, message, e);
    }
    return answer;
  }

  /** Sends what was gathered, also by other relays that share this broker. */
  @Override
  public void flush() {
    links.flush();
  }

  /**
   * False: of two messages that are sent together, Redis may refuse the first for want of memory
   * and take the second.
   */
  @Override
  public boolean keepsOrder() {
    return false;
  }

  /** Waits up to ten seconds for what is on its way, then lets go of Redis. */
  @Override
  public void close() {
    flush();
    try {
      CompletableFuture.allOf(onTheirWay.values().toArray(CompletableFuture<?>[]::new))
          .get(CLOSE_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Whoever sent them hears it.
    } finally {
      links.close();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
  private void handOver(Passage passage, CompletableFuture<Void> answer, OutboxMessage message)
      throws Exception {
    Map<String, byte[]> fields = form.fieldsOf(message);
    RedisLink link = links.link();
    link.add(message.destination(), arguments, fields)
        .whenComplete(
            (id, failure) -> {
              if (failure != null && RedisAnswers.isDemoted(failure)) {
                link.endWith(failure);
              }
              complete(passage, answer, message, failure);
            });
  }

  private void complete(
      Passage passage,
      CompletableFuture<Void> answer,
      OutboxMessage message,
      @Nullable Throwable failure) {
    onTheirWay.remove(passage, answer);
    if (failure == null) {
      answer.complete(null);
    } else {
      answer.completeExceptionally(RedisAnswers.translate(message, failure));
    }
  }

  /** Settings of a broker. */
  public static final class Builder {

    private final RedisURI uri;
    private final ClientOptions.Builder options = RedisSettings.defaultOptions();
    private String source = RedisSettings.DEFAULT_SOURCE;
    private OptionalLong maxLength = OptionalLong.empty();
    private Duration answerWithin = Duration.ofSeconds(10);

    Builder(RedisURI uri) {
      this.uri = uri;
    }

    /**
     * Says where the events happen, in the field {@code ce_source}.
     *
     * @param source a URI reference, such as {@code /shop/orders}
     * @return this
     */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    /**
     * Lets Redis drop the oldest entries of a stream while new ones are added, read or not. Without
     * this nothing is dropped, and whoever reads the streams must trim them.
     *
     * @param entries how many it keeps at least; somewhat more, as Redis finds convenient
     * @return this
     */
    public Builder maxLength(long entries) {
      this.maxLength = OptionalLong.of(entries);
      return this;
    }

    /**
     * Says after which silence a connection is given up.
     *
     * @param limit 100 milliseconds to 10 minutes; 10 seconds unless called
     * @return this
     */
    public Builder answerWithin(Duration limit) {
      this.answerWithin = limit;
      return this;
    }

    /**
     * Changes how Lettuce connects, for example {@code options -> options.sslOptions(…)} for
     * authorities that this JVM does not trust. Reconnecting and what happens to commands then are
     * not up to it: order and safety rest on them.
     *
     * @param change called once, at once
     * @return this
     */
    public Builder clientOptions(Consumer<ClientOptions.Builder> change) {
      change.accept(options);
      return this;
    }

    /**
     * Changes where Lettuce connects and who the relay is to Redis, for example to give it {@code
     * RedisCredentialsProvider} whose passwords change.
     *
     * @param change called once, at once
     * @return this
     */
    public Builder uri(Consumer<RedisURI> change) {
      change.accept(uri);
      return this;
    }

    /**
     * Makes the broker, which need not be up.
     *
     * @return the broker, to be closed by the caller
     * @throws IllegalArgumentException if a setting is not what it must be
     */
    public RedisBroker build() {
      return new RedisBroker(
          new RedisSettings(
              uri, RedisSettings.neverAgain(options), source, maxLength, answerWithin));
    }
  }
}
