package io.backstitch.broker.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks TLS to clients and hands on to a server what they say. */
final class TlsFront implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore keys;
  private final ServerSocket socket;
  private final int server;

  private TlsFront(KeyStore keys, int server) throws Exception {
    this.keys = keys;
    this.server = server;
    KeyManagerFactory ours = KeyManagerFactory.getInstance("PKIX");
    ours.init(keys, PASSWORD);
    SSLContext ssl = SSLContext.getInstance("TLS");
    ssl.init(ours.getKeyManagers(), null, null);
    this.socket =
        ssl.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  /**
   * A front whose certificate nobody has signed.
   *
   * @param name whom the certificate is for, such as {@code ip:127.0.0.1}
   */
  static TlsFront of(int server, String name, Path directory) throws Exception {
    Path file = Files.createTempFile(directory, "keys", ".p12");
    Files.delete(file);
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "front",
            "-keyalg",
            "EC",
            "-dname",
            "CN=front",
            "-ext",
            "san=" + name,
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    int exitCode = new ProcessBuilder(keytool).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("keytool ended with " + exitCode);
    }
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    TlsFront front = new TlsFront(keys, server);
    inBackground(front::accept);
    return front;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Trusts this front and nobody else. */
  SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("front", keys.getCertificate("front"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext ssl = SSLContext.getInstance("TLS");
    ssl.init(null, trust.getTrustManagers(), null);
    return ssl;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Socket inner = new Socket(InetAddress.getLoopbackAddress(), server);
      inBackground(() -> pass(client, inner));
      inBackground(() -> pass(inner, client));
    }
  }

  private static void pass(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of the two has closed.
              }
            },
            "tls-front");
    thread.setDaemon(true);
    thread.start();
  }
}
