package io.backstitch.graph;

/**
 * Text that others wrote, so that it cannot break a line or ring a bell: control characters are
 * escaped.
 */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(one -> append(one, line));
    return line.toString();
  }

  private static void append(int one, StringBuilder line) {
    switch (one) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isPrintable(one)) {
          line.appendCodePoint(one);
        } else {
          line.append(String.format("\\u%04x", one));
        }
      }
    }
  }

  /** Whether a character can stand in a line and in a database. */
  static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
