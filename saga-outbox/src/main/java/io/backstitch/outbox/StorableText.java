package io.backstitch.outbox;

import java.nio.charset.StandardCharsets;

/** Text that PostgreSQL and every broker can carry unchanged. */
public final class StorableText {

  private static final int MOST_BYTES_OF_A_CHAR = 3;

  private StorableText() {}

  /** Whether the text has no NUL, which PostgreSQL cannot store, and no half of a character. */
  static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && !hasHalfCharacter(text);
  }

  /**
   * Whether a text cannot be written in UTF-8, as when it was cut in the middle of an emoji.
   *
   * @param text any text
   * @return whether it contains an unpaired surrogate
   */
  public static boolean hasHalfCharacter(String text) {
    int i = 0;
    while (i < text.length()) {
      int character = text.codePointAt(i);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        return true;
      }
      i += Character.charCount(character);
    }
    return false;
  }

  /** Whether the text takes no more bytes in UTF-8, which is what brokers and indexes count. */
  static boolean fits(String text, int bytes) {
    return text.length() <= bytes / MOST_BYTES_OF_A_CHAR || bytes(text) <= bytes;
  }

  /** How many bytes the text takes in UTF-8. */
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
