package io.backstitch.samples.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What HTTP cannot carry as it is, percent-encoded as in the HTTP binding of CloudEvents. Whoever
 * receives it finds the text again with any decoder of percent-encoding.
 */
final class HttpText {

  /** What means something to HTTP itself, so that a message must not set it. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private HttpText() {}

  static String pathPart(String destination) {
    return encoded(
        destination, c -> isSmallOrDigit(c) || (c >= 'A' && c <= 'Z') || "-_~.".indexOf(c) >= 0);
  }

  /** {@code ce_id} is {@code ce-id} here. Capitals are encoded: to HTTP they are small letters. */
  static String name(String name) {
    if (name.startsWith("ce_")) {
      return "ce-" + token(name.substring("ce_".length()));
    }
    boolean taken = name.startsWith("ce-") || OF_HTTP.contains(name.toLowerCase(Locale.ROOT));
    return taken ? "%" + hex(name.charAt(0)) + token(name.substring(1)) : token(name);
  }

  static String value(String name, String value) {
    if (name.startsWith("ce_")) {
      return encoded(value, c -> c > ' ' && c < 127 && c != '"' && c != '%');
    }
    boolean padded = !value.strip().equals(value);
    return encoded(value, c -> (padded ? c > ' ' : c >= ' ') && c < 127 && c != '%');
  }

  private static String token(String name) {
    return encoded(name, c -> isSmallOrDigit(c) || c == '-' || c == '_');
  }

  private static boolean isSmallOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static String encoded(String text, IntPredicate plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (plain.test(c)) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(hex(c));
      }
    }
    return encoded.toString();
  }

  private static String hex(int c) {
    return "%02X".formatted(c);
  }
}
