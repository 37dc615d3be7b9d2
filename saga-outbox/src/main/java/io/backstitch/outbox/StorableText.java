package io.backstitch.outbox;

import java.nio.charset.StandardCharsets;

/** Text that PostgreSQL and every broker can carry unchanged. */
final class StorableText {

  private StorableText() {}

  /** Whether the text has no NUL, which PostgreSQL cannot store, and no half of a character. */
  static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** How many bytes the text takes in UTF-8, which is what brokers and indexes count. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The text with what cannot be stored replaced, and cut to a length that people still read. */
  static String storable(String text, int longest) {
    String cut = text.length() > longest ? text.substring(0, longest) : text;
    byte[] bytes = cut.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
