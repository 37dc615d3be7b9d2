package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection, for as long as it lasts. Used by the thread that publishes; others may ask
 * whether it is blocked, and cut it.
 */
final class Line {

  /** Well below what a RabbitMQ allows on one connection. */
  private static final int MANY_CHANNELS = 500;

  private final Connection connection;
  private final Wire wire;
  private final Topology topology;
  private final Map<String, ConfirmedChannel> channels = new HashMap<>();
  private final Set<String> declared = new HashSet<>();
  private volatile @Nullable String blocked;

  Line(Connection connection, Topology topology) {
    this.connection = connection;
    this.wire = Wire.of(((AMQConnection) connection).getFrameHandler());
    this.topology = topology;
    connection.addBlockedListener(reason -> blocked = reason, () -> blocked = null);
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /** Why RabbitMQ takes nothing at the moment, if that is so. */
  Optional<String> blocked() {
    return connection.isOpen() ? Optional.ofNullable(blocked) : Optional.empty();
  }

  /** Writes a letter, which may stay in the buffer until {@link #flush()}. */
  void publish(Parcel parcel) throws IOException {
    ConfirmedChannel channel;
    try {
      channel = channelFor(parcel.letter());
    } catch (IOException | ShutdownSignalException e) {
      if (!connection.isOpen()) {
        throw e;
      }
      parcel.fail(e);
      return;
    }
    wire.gather();
    try {
      channel.publish(parcel);
    } finally {
      wire.gatherNoMore();
    }
  }

  void flush() throws IOException {
    ((AMQConnection) connection).flush();
  }

  /** Ends it in order, or at once if that takes long. */
  void close() {
    connection.abort(1_000);
    wire.cut();
  }

  /** Ends it at once; what was on its way fails. */
  void cut() {
    wire.cut();
  }

  private ConfirmedChannel channelFor(Letter letter) throws IOException {
    if (topology.isAsked() && !declared.contains(letter.destination())) {
      topology.declare(connection, letter.destination());
      declared.add(letter.destination());
    }
    ConfirmedChannel open = channels.get(letter.exchange());
    if (open != null && open.isOpen()) {
      return open;
    }
    ConfirmedChannel fresh = open(letter.exchange());
    channels.put(letter.exchange(), fresh);
    return fresh;
  }

  private ConfirmedChannel open(String exchange) throws IOException {
    channels.values().removeIf(channel -> !channel.isOpen());
    if (channels.size() >= MANY_CHANNELS) {
      channels.values().stream().filter(ConfirmedChannel::isIdle).forEach(ConfirmedChannel::close);
      channels.values().removeIf(channel -> !channel.isOpen());
    }
    Channel channel =
        connection
            .openChannel()
            .orElseThrow(
                () -> new IOException("RabbitMQ allows no channel for '%s'".formatted(exchange)));
    return ConfirmedChannel.on(channel);
  }
}
