package io.backstitch.outbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers as the tables hold them: a text array of name, value, name, value. */
final class MessageHeaders {

  private MessageHeaders() {}

  /**
   * The array as PostgreSQL reads it from text: within one statement for many messages, arrays of
   * different lengths cannot travel as an array of arrays.
   */
  static String arrayLiteral(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return "{}";
    }
    StringBuilder literal = new StringBuilder("{");
    headers.forEach(
        (name, value) -> {
          quote(literal, name);
          quote(literal, value);
        });
    literal.setCharAt(literal.length() - 1, '}');
    return literal.toString();
  }

  static Map<String, String> fromArray(String[] namesAndValues) {
    if (namesAndValues.length == 0) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static void quote(StringBuilder literal, String text) {
    literal.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\');
      }
      literal.append(c);
    }
    literal.append("\",");
  }
}
