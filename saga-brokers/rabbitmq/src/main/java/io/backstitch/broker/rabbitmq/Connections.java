package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.backstitch.outbox.BrokerAddress;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens connections to whichever of the servers is there. */
final class Connections implements AutoCloseable {

  private static final int PLAIN_PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final int CONNECT_WITHIN_MS = 5_000;
  private static final int ANSWER_WITHIN_MS = 10_000;
  private static final int HEARTBEAT_SECONDS = 10;

  /** Without it, closing a socket waits for whoever is stuck in writing to it. */
  private final ExecutorService lastFlushes = Executors.newCachedThreadPool(Connections::daemon);

  private final ConnectionFactory factory;
  private final List<Address> servers;

  Connections(
      BrokerAddress address, @Nullable SSLContext ssl, Consumer<ConnectionFactory> settings) {
    boolean tls = address.scheme().equals("amqps");
    if (ssl != null && !tls) {
      throw BrokerAddress.wrong(
          address.scheme(), "there is an SSLContext, which only an address of amqps uses");
    }
    this.servers =
        address.servers().stream()
            .map(
                server ->
                    new Address(server.host(), server.port().orElse(tls ? TLS_PORT : PLAIN_PORT)))
            .toList();
    this.factory = factoryFor(address);
    if (tls) {
      factory.useSslProtocol(ssl == null ? ofTheJvm() : ssl);
      factory.enableHostnameVerification();
    }
    settings.accept(factory);
    // The relay sends again what was not confirmed; the client must not do so too.
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
  }

  /** A new connection; waits a few seconds for each server that does not answer. */
  Connection open() throws IOException {
    try {
      return factory.newConnection(servers, "backstitch");
    } catch (IOException | TimeoutException | RuntimeException e) {
      throw new IOException(
          "RabbitMQ at %s cannot be reached: %s".formatted(servers, reason(e)), e);
    }
  }

  /** Ends the threads that outlive a connection. */
  @Override
  public void close() {
    lastFlushes.shutdown();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rabbitmq-client");
    thread.setDaemon(true);
    return thread;
  }

  private ConnectionFactory factoryFor(BrokerAddress address) {
    ConnectionFactory factory = new Wire.Factory();
    address
        .credentials()
        .ifPresent(
            who -> {
              factory.setUsername(who.user());
              factory.setPassword(who.password());
            });
    factory.setVirtualHost(address.path().isEmpty() ? "/" : address.path());
    factory.setConnectionTimeout(CONNECT_WITHIN_MS);
    factory.setHandshakeTimeout(CONNECT_WITHIN_MS);
    factory.setChannelRpcTimeout(ANSWER_WITHIN_MS);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setThreadFactory(Connections::daemon);
    factory.setShutdownExecutor(lastFlushes);
    return factory;
  }

  private static SSLContext ofTheJvm() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(
          "This JVM has no usable default SSLContext: %s. The RabbitBroker was not built. Give it one with sslContext(...)."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
