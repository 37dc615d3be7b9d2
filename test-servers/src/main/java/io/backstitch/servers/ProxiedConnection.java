package io.backstitch.servers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One client's connection through a proxy: a thread for each direction. */
final class ProxiedConnection {

  private static final int SSL_REQUEST = 80877103;
  private static final int ENCRYPTION_REQUEST = 80877104;

  private final PostgresProxy proxy;
  private final Socket client;
  private final Socket server;
  private final RequestReader reader = new RequestReader();
  private final Queue<Unanswered> unanswered = new ConcurrentLinkedQueue<>();

  /** Something after which the server will say that it is ready. */
  private record Unanswered(@Nullable ProxyTrap trap) {

    @Nullable ProxyTrap trapAt(RequestMoment moment) {
      return trap != null && trap.moment() == moment ? trap : null;
    }
  }

  private interface Direction {
    void forward() throws IOException;
  }

  ProxiedConnection(PostgresProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void start() {
    startForwarding("requests", this::forwardRequests);
    startForwarding("answers", this::forwardAnswers);
  }

  private void startForwarding(String what, Direction direction) {
    Thread thread =
        new Thread(
            () -> {
              try {
                direction.forward();
              } catch (IOException e) {
                // One end is gone; so the other goes too.
              } finally {
                cut();
              }
            },
            "postgres-proxy-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes both ends. What was given to either before that still arrives. */
  void cut() {
    proxy.forget(this);
    for (Socket end : new Socket[] {client, server}) {
      try {
        end.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
  }

  // ---- From the client to the server.

  private void forwardRequests() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    OutputStream out = server.getOutputStream();
    unanswered.add(new Unanswered(null));
    forwardStartUp(in, out);
    while (true) {
      WireMessage message = WireMessage.read(in);
      Optional<ClientRequest> request = reader.add(message);
      if (request.isPresent()) {
        send(request.get(), reader.takeBytes(), out);
      } else if (!RequestReader.belongsToRequest(message.type())) {
        proxy.gate().pass();
        out.write(reader.takeBytes());
      }
    }
  }

  /** What comes first has no type. Encryption is refused: a proxy could read nothing. */
  private void forwardStartUp(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      int length = in.readInt();
      byte[] rest = in.readNBytes(length - 4);
      int code = ByteBuffer.wrap(rest).getInt();
      proxy.gate().pass();
      if (code != SSL_REQUEST && code != ENCRYPTION_REQUEST) {
        out.write(ByteBuffer.allocate(length).putInt(length).put(rest).array());
        return;
      }
      client.getOutputStream().write('N');
    }
  }

  private void send(ClientRequest request, byte[] bytes, OutputStream out) throws IOException {
    ProxyTrap trap = proxy.trapFor(request);
    Unanswered sent = new Unanswered(trap);
    unanswered.add(sent);
    spring(sent.trapAt(RequestMoment.UNSENT));
    proxy.gate().pass();
    int half = sent.trapAt(RequestMoment.HALF_SENT) == null ? 0 : bytes.length / 2;
    out.write(bytes, 0, half);
    spring(sent.trapAt(RequestMoment.HALF_SENT));
    out.write(bytes, half, bytes.length - half);
  }

  // ---- From the server to the client.

  private void forwardAnswers() throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
    OutputStream out = new BufferedOutputStream(client.getOutputStream());
    ByteArrayOutputStream withheld = new ByteArrayOutputStream();
    while (true) {
      WireMessage message = WireMessage.read(in);
      Unanswered first = unanswered.peek();
      boolean ready = message.type() == 'Z';
      if (ready) {
        reader.isReady(message.firstByte());
        unanswered.poll();
      }
      withheld.writeBytes(message.bytes());
      if (first != null && first.trapAt(RequestMoment.UNANSWERED) != null) {
        if (!ready) {
          continue;
        }
        spring(first.trapAt(RequestMoment.UNANSWERED));
      }
      proxy.gate().pass();
      withheld.writeTo(out);
      withheld.reset();
      if (in.available() == 0 || ready) {
        out.flush();
      }
      if (ready && first != null) {
        spring(first.trapAt(RequestMoment.ANSWERED));
      }
    }
  }

  private void spring(@Nullable ProxyTrap trap) {
    if (trap != null) {
      trap.spring(this);
    }
  }
}
