package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisServerTest {

  @Test
  void keeps_data_and_address_over_a_kill_and_over_a_stop() throws Exception {
    try (RedisServer server = RedisServer.started()) {
      String address = server.address();
      assertThat(ask(server, "RPUSH orders one")).isEqualTo(":1");

      server.kill();
      assertThatThrownBy(() -> ask(server, "LLEN orders")).isInstanceOf(IOException.class);
      server.start();
      assertThat(ask(server, "RPUSH orders two")).isEqualTo(":2");

      server.stop();
      server.start();
      assertThat(ask(server, "LLEN orders")).isEqualTo(":2");
      assertThat(server.address()).isEqualTo(address);
    }
  }

  @Test
  void asks_for_the_password_that_it_was_given() throws Exception {
    try (RedisServer server = RedisServer.startedWith(Map.of("requirepass", "s3cret"))) {
      assertThat(ask(server, "LLEN orders")).startsWith("-NOAUTH");
      assertThat(ask(server, "AUTH s3cret")).isEqualTo("+OK");
    }
  }

  @Test
  void speaks_tls_to_those_who_trust_its_certificate() throws Exception {
    try (RedisServer server = RedisServer.startedWithTls()) {
      URI address = URI.create(server.tlsAddress());
      try (SSLSocket socket =
          (SSLSocket)
              trusting(server.certificate())
                  .getSocketFactory()
                  .createSocket(address.getHost(), address.getPort())) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        assertThat(ask(socket, "PING")).isEqualTo("+PONG");
      }
    }
  }

  @Test
  void says_why_it_does_not_start() {
    assertThatThrownBy(() -> RedisServer.startedWith(Map.of("appendfsync", "never")))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContaining("Redis on port")
        .hasMessageContaining("ended with exit code 1 before it was ready")
        .hasMessageContaining("argument must be");
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (var pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "redis", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static String ask(RedisServer server, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      return ask(socket, command);
    }
  }

  private static String ask(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
