package io.backstitch.benchmarks.relay;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.JavaProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A relay that runs, somewhere, and tells when each of its messages was acknowledged. */
interface Station extends AutoCloseable {

  int PATIENCE_SECONDS = 30;

  /** Waits for the next acknowledgement; its moment, as {@link Acknowledged#now()}. */
  long next() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** In this process. */
  static Station here(OutboxTables tables, KafkaTarget kafka) {
    BlockingQueue<Long> moments = new LinkedBlockingQueue<>();
    HikariDataSource pool = tables.pool(2);
    MessageBroker broker = new Acknowledged(kafka.adapter(), moments::add);
    OutboxRelay relay = OutboxRelay.builder(pool, broker).build();
    relay.start();
    return new Station() {
      @Override
      public long next() throws InterruptedException, IOException {
        Long moment = moments.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (moment == null) {
          throw new IOException("no acknowledgement in %d seconds".formatted(PATIENCE_SECONDS));
        }
        return moment;
      }

      @Override
      public void close() {
        relay.close();
        broker.close();
        pool.close();
      }
    };
  }

  /** In a process of its own. */
  static Station elsewhere(OutboxTables tables, KafkaTarget kafka) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_SECONDS * 1_000);
    JavaProcess process =
        JavaProcess.start(
            DistantRelay.class, tables.url(), kafka.bootstrapServers(), "" + server.getLocalPort());
    Socket socket = server.accept();
    socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
    DataInputStream moments = new DataInputStream(socket.getInputStream());
    return new Station() {
      @Override
      public long next() throws IOException {
        return moments.readLong();
      }

      @Override
      public void close() throws IOException {
        process.close();
        socket.close();
        server.close();
      }
    };
  }
}
