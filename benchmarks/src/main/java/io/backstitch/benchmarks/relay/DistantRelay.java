package io.backstitch.benchmarks.relay;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.broker.kafka.KafkaBroker;
import io.backstitch.outbox.OutboxRelay;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A relay in a process of its own, which tells the one that measures when Kafka answered. */
public final class DistantRelay {

  private static final int CONNECTIONS = 2;

  private DistantRelay() {}

  /**
   * Relays until it is killed.
   *
   * @param arguments the URL of the database, Kafka's address, and the port of who measures
   * @throws IOException if nobody listens there
   */
  public static void main(String[] arguments) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setMaximumPoolSize(CONNECTIONS);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
    socket.setTcpNoDelay(true);
    DataOutputStream measuring = new DataOutputStream(socket.getOutputStream());
    OutboxRelay.builder(
            new HikariDataSource(config),
            new Acknowledged(KafkaBroker.connect(arguments[1]), micros -> tell(measuring, micros)))
        .listen()
        .build()
        .start();
  }

  private static void tell(DataOutputStream measuring, long micros) {
    try {
      measuring.writeLong(micros);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
