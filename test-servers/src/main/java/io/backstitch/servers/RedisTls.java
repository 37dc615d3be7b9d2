package io.backstitch.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a Redis needs to speak TLS.
 *
 * @param port where it does
 * @param certificate signed by itself, for localhost and 127.0.0.1; a PEM file
 * @param key its private key; a PEM file
 */
record RedisTls(int port, Path certificate, Path key) {

  private static final String ALIAS = "redis";
  private static final String PASSWORD = "only-for-tests";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Makes a new key and its certificate. */
  static RedisTls in(WorkDirectory work) {
    Path store = work.file("tls.p12");
    makeStore(work, store);
    try (InputStream file = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD.toCharArray());
      byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      return new RedisTls(
          FreePort.next(),
          write(work.file("tls.crt"), "CERTIFICATE", certificate),
          write(work.file("tls.key"), "PRIVATE KEY", key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new ServerFailedException("What keytool made for Redis cannot be read", e);
    }
  }

  List<String> arguments() {
    return List.of(
        "--tls-port",
        Integer.toString(port),
        "--tls-cert-file",
        certificate.toString(),
        "--tls-key-file",
        key.toString(),
        "--tls-ca-cert-file",
        certificate.toString(),
        "--tls-auth-clients",
        "no");
  }

  private static void makeStore(WorkDirectory work, Path store) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    ChildProcess keytool =
        ChildProcess.start(new Program("keytool for Redis", command, Map.of(), work));
    if (keytool.awaitExit(PATIENCE) != 0) {
      throw keytool.failed("made no certificate");
    }
  }

  private static Path write(Path file, String what, byte[] content) throws IOException {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
  }
}
