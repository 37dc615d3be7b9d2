package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RabbitServerTest {

  private static RabbitServer server;

  @BeforeAll
  static void start() {
    server = RabbitServer.started();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keeps_queues_messages_and_address_over_a_kill_and_over_a_stop() throws Exception {
    String address = server.address();
    send("one");

    server.kill();
    server.start();
    send("two");

    server.stop();
    server.start();
    assertThat(messages()).containsExactly("one", "two");
    assertThat(server.address()).isEqualTo(address);
  }

  @Test
  void blocks_who_publishes_while_the_memory_alarm_is_raised() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch unblocked = new CountDownLatch(1);
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      connection.addBlockedListener(reason -> blocked.countDown(), unblocked::countDown);
      server.raiseMemoryAlarm();
      channel.basicPublish("", "nobody", null, new byte[0]);
      assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();

      server.clearMemoryAlarm();
      assertThat(unblocked.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.address());
    return factory.newConnection();
  }

  private static void send(String text) throws Exception {
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("orders", true, false, false, null);
      channel.confirmSelect();
      channel.basicPublish(
          "", "orders", MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(30_000);
    }
  }

  private static List<String> messages() throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      for (GetResponse got = channel.basicGet("orders", true);
          got != null;
          got = channel.basicGet("orders", true)) {
        found.add(new String(got.getBody(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }
}
