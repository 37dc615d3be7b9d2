package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a {@link PostgresServer} and understands enough of what they say to
 * cut a connection, or do anything else, at an exact moment of an exact request.
 *
 * <pre>{@code
 * try (PostgresProxy proxy = PostgresProxy.before(server)) {
 *   ProxyTrap trap =
 *       proxy.at(RequestMoment.UNANSWERED, request -> request.mentions("insert into item")).cut();
 *   // ... work with proxy.jdbcUrl("shop") ...
 *   trap.await(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>Connections are never encrypted. A request is judged if it ends with a Sync or is a simple
 * query, as all of JDBC's are; other traffic only passes. Safe for use by several threads.
 */
public final class PostgresProxy implements AutoCloseable {

  private final PostgresServer server;
  private final ServerSocket door;
  private final TrafficGate gate = new TrafficGate();
  private final List<ProxyTrap> traps = new CopyOnWriteArrayList<>();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

  private PostgresProxy(PostgresServer server, ServerSocket door) {
    this.server = server;
    this.door = door;
  }

  /**
   * A proxy that listens on a free port of the loopback address. The server may be stopped, killed
   * and started meanwhile; while it is away, connections are closed as soon as they are opened.
   *
   * @param server where to
   * @return the proxy
   */
  public static PostgresProxy before(PostgresServer server) {
    try {
      PostgresProxy proxy =
          new PostgresProxy(server, new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(proxy::welcome, "postgres-proxy");
      thread.setDaemon(true);
      thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The address of a database of the server, by way of this proxy.
   *
   * @param database its name
   * @return a JDBC URL that names user and database
   */
  public String jdbcUrl(String database) {
    return throughThis(server.jdbcUrl(database));
  }

  /**
   * The address of a test's database, by way of this proxy.
   *
   * @param database on the server of this proxy
   * @return a JDBC URL that names user and database
   */
  public String jdbcUrl(Database database) {
    return throughThis(database.url());
  }

  private String throughThis(String url) {
    return url.replace(":" + server.port() + "/", ":" + door.getLocalPort() + "/");
  }

  /**
   * A trap, to be set with one of its own methods. Of several that are for the same request, the
   * one that was set first gets it.
   *
   * @param moment when
   * @param which for which requests; asked by several threads at once
   * @return a trap that is not set yet
   */
  public ProxyTrap at(RequestMoment moment, Predicate<ClientRequest> which) {
    return new ProxyTrap(this, moment, which);
  }

  /** From now on nothing goes through, in either direction; nobody is told. */
  public void hold() {
    gate.shut();
  }

  /** Lets go through what was held, and all that follows. */
  public void release() {
    gate.open();
  }

  /** Cuts all connections of the moment; new ones may be opened at once. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::cut);
  }

  /** Takes no more connections, and cuts those that are there. */
  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cutAll();
      gate.open();
    }
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // Closed, or the client is gone again.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket toServer = new Socket(InetAddress.getLoopbackAddress(), server.port());
      ProxiedConnection connection = new ProxiedConnection(this, client, toServer);
      connections.add(connection);
      connection.start();
      if (door.isClosed()) {
        connection.cut();
      }
    } catch (IOException e) {
      client.close();
    }
  }

  void set(ProxyTrap trap) {
    traps.add(trap);
  }

  @Nullable ProxyTrap trapFor(ClientRequest request) {
    for (ProxyTrap trap : traps) {
      if (trap.catches(request)) {
        traps.remove(trap);
        return trap;
      }
    }
    return null;
  }

  TrafficGate gate() {
    return gate;
  }

  void forget(ProxiedConnection connection) {
    connections.remove(connection);
  }
}
