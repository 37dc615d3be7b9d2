package io.backstitch.benchmarks.relay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.backstitch.broker.rabbitmq.RabbitBroker;
import io.backstitch.broker.rabbitmq.Routing;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.servers.RabbitServer;
import java.io.IOException;
import java.util.Map;

/** RabbitMQ, with a durable classic queue. */
final class RabbitTarget implements Target {

  private final RabbitServer server = RabbitServer.started();
  private final ConnectionFactory factory = new ConnectionFactory();
  private final Connection connection;
  private final Channel channel;

  RabbitTarget() throws Exception {
    factory.setUri(server.address());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.queueDeclare(Event.DESTINATION, true, false, false, Map.of());
  }

  @Override
  public MessageBroker adapter() {
    return RabbitBroker.builder(server.address()).routing(Routing.QUEUE).build();
  }

  @Override
  public BareClient client() throws Exception {
    return new BareRabbit(factory);
  }

  @Override
  public long stored() throws Exception {
    return channel.messageCount(Event.DESTINATION);
  }

  @Override
  public void empty() throws Exception {
    channel.queuePurge(Event.DESTINATION);
  }

  @Override
  public void close() throws IOException {
    connection.close();
    server.close();
  }
}
