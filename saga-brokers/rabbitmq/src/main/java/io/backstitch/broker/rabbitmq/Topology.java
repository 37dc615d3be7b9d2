package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Creates what a destination needs and what is not there. What is there stays as it is.
 *
 * @param routing whether destinations are exchanges or queues
 * @param queueType what {@code x-queue-type} says; null to create nothing
 */
record Topology(Routing routing, @Nullable String queueType) {

  static final String QUORUM = "quorum";
  static final String CLASSIC = "classic";

  boolean isAsked() {
    return queueType != null;
  }

  /** An exchange of type topic with a queue that takes everything, or only the queue. */
  void declare(Connection connection, String destination) throws IOException {
    String type = queueType;
    if (type == null) {
      return;
    }
    boolean exchange =
        routing != Routing.QUEUE
            && isMissing(connection, channel -> channel.exchangeDeclarePassive(destination));
    if (exchange) {
      on(connection, channel -> channel.exchangeDeclare(destination, "topic", true));
    }
    boolean queue = routing == Routing.QUEUE || exchange;
    if (queue && isMissing(connection, channel -> channel.queueDeclarePassive(destination))) {
      Map<String, Object> arguments = Map.of("x-queue-type", type);
      on(connection, channel -> channel.queueDeclare(destination, true, false, false, arguments));
    }
    if (exchange) {
      on(connection, channel -> channel.queueBind(destination, destination, "#"));
    }
  }

  /** What is done on a channel. */
  private interface Work {
    Object on(Channel channel) throws IOException;
  }

  private static boolean isMissing(Connection connection, Work look) throws IOException {
    try {
      on(connection, look);
      return false;
    } catch (IOException e) {
      boolean missing =
          e.getCause() instanceof ShutdownSignalException why
              && why.getReason() instanceof AMQP.Channel.Close close
              && close.getReplyCode() == AMQP.NOT_FOUND;
      if (missing) {
        return true;
      }
      throw e;
    }
  }

  private static void on(Connection connection, Work work) throws IOException {
    try (Channel channel = connection.createChannel()) {
      work.on(channel);
    } catch (TimeoutException e) {
      throw new IOException("RabbitMQ does not answer", e);
    }
  }
}
