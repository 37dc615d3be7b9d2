package io.backstitch.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Redis on a free port of the loopback address. It flushes every command to its log before
 * it answers, and never drops data to make room. It can be stopped or killed and started again on
 * the same data and port, as often as wanted. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 2_000;

  private final ServerHome home = new ServerHome("redis", "KILL");
  private final int port = FreePort.next();
  private final Map<String, String> parameters;
  private final Optional<RedisTls> tls;

  /** A server that does not run yet; its address is known and nobody listens there. */
  public RedisServer() {
    this(Map.of(), false);
  }

  private RedisServer(Map<String, String> parameters, boolean withTls) {
    this.parameters = Map.copyOf(parameters);
    this.tls = withTls ? Optional.of(RedisTls.in(home.work())) : Optional.empty();
  }

  /**
   * A new server that answers requests.
   *
   * @return the server
   */
  public static RedisServer started() {
    return started(new RedisServer());
  }

  /**
   * A new server with parameters of its own, for example {@code requirepass}.
   *
   * @param parameters as they stand in {@code redis.conf}, by name
   * @return the server, which answers requests
   */
  public static RedisServer startedWith(Map<String, String> parameters) {
    return started(new RedisServer(parameters, false));
  }

  /**
   * A new server that also speaks TLS, with a certificate for {@code localhost} that it signed
   * itself.
   *
   * @return the server, which answers requests
   */
  public static RedisServer startedWithTls() {
    return started(new RedisServer(Map.of(), true));
  }

  private static RedisServer started(RedisServer server) {
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts the server, for the first time or again on what it left behind, and returns when it
   * answers requests.
   *
   * @throws ServerFailedException if it does not, with the end of its log
   */
  public void start() {
    List<String> command = new ArrayList<>(ParentDeath.prefix("KILL"));
    command.add(RedisBinary.in(home.work()).toString());
    List<String> always =
        List.of(
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--maxmemory-policy",
            "noeviction",
            // A replica gets its data at once, and not by way of the disk.
            "--repl-diskless-sync",
            "yes",
            "--repl-diskless-sync-delay",
            "0");
    command.addAll(always);
    tls.ifPresent(with -> command.addAll(with.arguments()));
    parameters.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
    home.start(new Program("Redis on port " + port, command, Map.of(), home.work()))
        .awaitReady(this::answers, PATIENCE);
  }

  /** Ends the server in order, as an administrator does. */
  public void stop() {
    home.stop("TERM");
  }

  /** Ends the server with SIGKILL. What it had answered is there after the next start. */
  public void kill() {
    home.kill();
  }

  /**
   * Where it listens, also over restarts.
   *
   * @return the port on 127.0.0.1
   */
  public int port() {
    return port;
  }

  /**
   * The server's address, which it keeps over restarts.
   *
   * @return {@code redis://127.0.0.1:port}
   */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /**
   * Where it speaks TLS.
   *
   * @return {@code rediss://localhost:port}
   * @throws IllegalStateException if it was started without
   */
  public String tlsAddress() {
    return "rediss://localhost:" + requireTls().port();
  }

  /**
   * The certificate that it shows.
   *
   * @return a PEM file
   * @throws IllegalStateException if it was started without TLS
   */
  public Path certificate() {
    return requireTls().certificate();
  }

  /** Ends the server and deletes everything that it wrote. */
  @Override
  public void close() {
    home.close();
  }

  private RedisTls requireTls() {
    return tls.orElseThrow(
        () -> new IllegalStateException("Redis on port " + port + " was started without TLS."));
  }

  /** It answers, and has read its data. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PROBE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      String first = new String(answer.readNBytes(5), StandardCharsets.US_ASCII);
      return first.equals("+PONG") || first.equals("-NOAU");
    } catch (IOException e) {
      return false;
    }
  }
}
