package io.backstitch.samples.consumer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.backstitch.outbox.CloudEventAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Orders from a queue of RabbitMQ. Each is acknowledged after its transaction; what is not
 * acknowledged when the connection ends, the broker delivers again.
 */
final class RabbitOrders implements OrderConsumer {

  /** How many messages the broker sends ahead of their acknowledgements. */
  private static final int PREFETCH = 100;

  private static final int WAIT_MILLIS = 100;

  private final ConnectionFactory factory = new ConnectionFactory();
  private final String queue;
  private final OrderHandler handler;
  private volatile boolean closing;

  RabbitOrders(String address, String queue, OrderHandler handler) throws Exception {
    factory.setUri(address);
    // A connection that is lost ends the consumer, with all that it was sent ahead.
    factory.setAutomaticRecoveryEnabled(false);
    this.queue = queue;
    this.handler = handler;
  }

  @Override
  public void run() throws Exception {
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      BlockingQueue<Delivery> sent = new LinkedBlockingQueue<>();
      channel.basicQos(PREFETCH);
      channel.basicConsume(queue, false, (tag, message) -> sent.add(message), tag -> {});
      while (!closing) {
        Delivery message = sent.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (message != null) {
          handler.handle(messageId(message), new String(message.getBody(), StandardCharsets.UTF_8));
          channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
        } else if (!channel.isOpen()) {
          throw new IOException("The channel to RabbitMQ was closed: " + channel.getCloseReason());
        }
      }
    }
  }

  private static String messageId(Delivery message) {
    Object id = message.getProperties().getHeaders().get(CloudEventAttributes.ID);
    return Objects.requireNonNull(id, "a message without ce_id").toString();
  }

  @Override
  public void close() {
    closing = true;
  }
}
