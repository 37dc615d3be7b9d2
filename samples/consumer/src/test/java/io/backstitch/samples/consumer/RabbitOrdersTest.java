package io.backstitch.samples.consumer;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.backstitch.servers.RabbitServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RabbitOrdersTest extends OnceContract {

  private static RabbitServer rabbit;
  private static Connection connection;
  private static Channel channel;

  @BeforeAll
  static void start() throws Exception {
    rabbit = RabbitServer.started();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.address());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    rabbit.close();
  }

  @Override
  void createPlace(String place) throws Exception {
    channel.queueDeclare(place, true, false, false, Map.of());
  }

  @Override
  void publish(String place, Map<String, String> attributes, String payload) throws Exception {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder().headers(new HashMap<>(attributes)).build();
    channel.basicPublish("", place, properties, payload.getBytes(StandardCharsets.UTF_8));
    channel.waitForConfirmsOrDie();
  }

  @Override
  OrderConsumer consumer(String place, OrderHandler handler) throws Exception {
    return new RabbitOrders(rabbit.address(), place, handler);
  }

  @Override
  List<String> broker() {
    return List.of("rabbitmq", rabbit.address());
  }

  /** Those that wait and those that a consumer has: AMQP itself tells the former only. */
  @Override
  long unacknowledged(String place) {
    return rabbit
        .control("-q", "list_queues", "--no-table-headers", "name", "messages")
        .lines()
        .filter(line -> line.startsWith(place + "\t"))
        .mapToLong(line -> Long.parseLong(line.substring(place.length() + 1).strip()))
        .sum();
  }
}
