package io.backstitch.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and booleans as JSON that people can read, too. */
final class JsonText {

  private JsonText() {}

  static String of(@Nullable Object value) {
    return of(value, "\n");
  }

  private static String of(@Nullable Object value, String newLine) {
    String inner = newLine + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(field -> quoted(String.valueOf(field.getKey())) + ": " + of(field.getValue(), inner))
          .collect(Collectors.joining("," + inner, "{" + inner, newLine + "}"));
    }
    if (value instanceof List<?> list) {
      boolean isLong = list.stream().anyMatch(Map.class::isInstance);
      String items =
          list.stream()
              .map(item -> of(item, inner))
              .collect(Collectors.joining(isLong ? "," + inner : ", "));
      return isLong ? "[" + inner + items + newLine + "]" : "[" + items + "]";
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append(letter);
      } else if (letter < ' ' || Character.isSurrogate(letter)) {
        quoted.append(String.format("\\u%04x", (int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
