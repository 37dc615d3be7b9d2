package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real Kafka, broker and controller in one JVM of its own, on a free port of the loopback
 * address. It can be stopped or killed and started again on the same data and port, as often as
 * wanted. Not thread-safe.
 */
public final class KafkaServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final ServerHome home = new ServerHome("kafka", "KILL");
  private final int port = FreePort.next();
  private final int controllerPort = FreePort.next();

  private final List<String> more;

  /**
   * A broker that does not run yet; its address is known and nobody listens there.
   *
   * @param properties of the broker, as {@code name=value}
   */
  public KafkaServer(String... properties) {
    this.more = List.of(properties);
  }

  /**
   * A new broker that answers requests.
   *
   * @param properties of the broker, as {@code name=value}
   * @return the broker
   */
  public static KafkaServer started(String... properties) {
    KafkaServer server = new KafkaServer(properties);
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts the broker, for the first time or again on what it left behind, and returns when it
   * answers requests.
   *
   * @throws ServerFailedException if it does not, with the end of its log
   */
  public void start() {
    JavaCommand command =
        new JavaCommand(
            KafkaProcess.class.getName(),
            List.of(
                "-Xmx512m", "-Dlogback.configurationFile=io/backstitch/servers/kafka-logback.xml"),
            List.of(writeProperties()));
    home.start(command.program("Kafka on port " + port, home.work()))
        .awaitReady(this::answers, PATIENCE);
  }

  /** Ends the broker in order, as an administrator does. */
  public void stop() {
    home.stop("TERM");
  }

  /** Ends the broker with SIGKILL. What it had acknowledged is there after the next start. */
  public void kill() {
    home.kill();
  }

  /**
   * The broker's address, which it keeps over restarts.
   *
   * @return what clients call {@code bootstrap.servers}
   */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /**
   * Creates a topic and returns when it exists.
   *
   * @param name its name, which must be new
   * @param partitions how many
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = admin(PATIENCE)) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      throw new ServerFailedException("Kafka on port " + port + " did not create topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException("The wait for topic " + name + " was interrupted", e);
    }
  }

  /** Ends the broker and deletes everything that it wrote. */
  @Override
  public void close() {
    home.close();
  }

  private Admin admin(Duration limit) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) limit.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PROBE.toMillis()));
  }

  private boolean answers() {
    return listens() && hasBroker();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasBroker() {
    try (Admin admin = admin(PROBE)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException("The wait for Kafka on port " + port + " was interrupted", e);
    }
  }

  private String writeProperties() {
    String properties =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        # How soon a broker that was killed may come back.
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=250
        """
            .formatted(port, controllerPort, home.work().file("data"));
    try {
      String all = properties + String.join("\n", more) + "\n";
      return Files.writeString(home.work().file("kafka.properties"), all).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
