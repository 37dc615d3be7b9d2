package io.backstitch.samples.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A web server that keeps what is posted to it; poison is unprocessable. */
final class Receiver implements StoppableServer {

  private static final Set<String> OF_HTTP =
      Set.of("host", "content-length", "user-agent", "connection");

  private final Map<String, List<Received>> stored = new HashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private volatile int status = 204;
  private HttpServer server;
  private int port;

  Receiver() {
    // Else each answer waits 40 ms for an acknowledgement that the client delays.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    threads.prestartAllCoreThreads();
  }

  @Override
  public void start() throws IOException {
    InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = HttpServer.create(place, 128);
    server.createContext("/events/", this::take);
    server.setExecutor(threads);
    server.start();
    port = server.getAddress().getPort();
  }

  @Override
  public void kill() {
    server.stop(0);
  }

  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  String address() {
    return "http://127.0.0.1:" + port + "/events";
  }

  /** Takes nothing from now on, unless it is 2xx. */
  void answerWith(int status) {
    this.status = status;
  }

  synchronized List<Received> received(String destination) {
    return List.copyOf(stored.getOrDefault(destination, List.of()));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> attributes = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String sent = name.toLowerCase(Locale.ROOT);
              if (!OF_HTTP.contains(sent)) {
                attributes.put(decoded(sent.replaceFirst("^ce-", "ce_")), decoded(values.get(0)));
              }
            });
    boolean poison = "poison".equals(attributes.get("ce_type"));
    if (!poison && status < 300) {
      String path = exchange.getRequestURI().getRawPath().substring("/events/".length());
      store(decoded(path), new Received(attributes, body));
    }
    exchange.getResponseHeaders().add("location", address() + "/elsewhere");
    exchange.sendResponseHeaders(poison ? 422 : status, -1);
    exchange.close();
  }

  private synchronized void store(String destination, Received message) {
    stored.computeIfAbsent(destination, place -> new ArrayList<>()).add(message);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
