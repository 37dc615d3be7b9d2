package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.backstitch.servers.RabbitServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one RabbitMQ of this JVM, as its administrator and its consumers see it. */
final class Rabbit {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Ends with the JVM. */
  private static RabbitServer shared;

  private Rabbit() {}

  static synchronized RabbitServer shared() {
    if (shared == null) {
      shared = RabbitServer.started();
    }
    return shared;
  }

  /** What is done on a channel. */
  interface Work<T> {
    T on(Channel channel) throws Exception;
  }

  static <T> T on(RabbitServer server, Work<T> work) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.address());
    factory.setAutomaticRecoveryEnabled(false);
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      return work.on(channel);
    }
  }

  static <T> T on(Work<T> work) throws Exception {
    return on(shared(), work);
  }

  /** A durable topic exchange, and a durable classic queue of the same name that takes all. */
  static void declare(RabbitServer server, String name) throws Exception {
    on(
        server,
        channel -> {
          channel.exchangeDeclare(name, "topic", true);
          channel.queueDeclare(name, true, false, false, null);
          return channel.queueBind(name, name, "#");
        });
  }

  static void declare(String name) throws Exception {
    declare(shared(), name);
  }

  /** Takes all that stands in a queue, in its order, until there were so many. */
  static List<GetResponse> take(RabbitServer server, String queue, int count) throws Exception {
    return on(
        server,
        channel -> {
          List<GetResponse> found = new ArrayList<>();
          long end = System.nanoTime() + PATIENCE.toNanos();
          while (found.size() < count && System.nanoTime() < end) {
            GetResponse got = channel.basicGet(queue, true);
            if (got != null) {
              found.add(got);
            }
          }
          return found;
        });
  }

  static List<GetResponse> take(String queue, int count) throws Exception {
    return take(shared(), queue, count);
  }

  /** Takes all that stands in a queue at the moment. */
  static List<GetResponse> takeAll(RabbitServer server, String queue) throws Exception {
    return on(
        server,
        channel -> {
          List<GetResponse> found = new ArrayList<>();
          for (GetResponse got = channel.basicGet(queue, true);
              got != null;
              got = channel.basicGet(queue, true)) {
            found.add(got);
          }
          return found;
        });
  }

  static String text(GetResponse got) {
    return new String(got.getBody(), StandardCharsets.UTF_8);
  }

  static List<String> texts(List<GetResponse> got) {
    return got.stream().map(Rabbit::text).toList();
  }

  static Map<String, String> headers(GetResponse got) {
    Map<String, String> headers = new LinkedHashMap<>();
    got.getProps().getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
    return headers;
  }

  /** The texts of each key in the order in which they came first. */
  static Map<String, List<String>> firstsByKey(List<GetResponse> all) {
    Map<String, List<String>> firsts = new LinkedHashMap<>();
    for (GetResponse got : all) {
      String key = got.getProps().getHeaders().get("ce_partitionkey").toString();
      List<String> ofKey = firsts.computeIfAbsent(key, any -> new ArrayList<>());
      if (!ofKey.contains(text(got))) {
        ofKey.add(text(got));
      }
    }
    return firsts;
  }
}
