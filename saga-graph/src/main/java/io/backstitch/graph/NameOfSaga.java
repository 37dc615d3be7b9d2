package io.backstitch.graph;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The name under which the instances of a saga are stored. */
public final class NameOfSaga {

  private static final int LONGEST = 100;
  private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0," + (LONGEST - 1) + "}");

  private NameOfSaga() {}

  /** Whether a saga can be called so. */
  public static boolean isLegal(String name) {
    return LEGAL.matcher(name).matches();
  }

  /** A legal name that is like the first of several texts that says enough. */
  public static String like(String... texts) {
    return Stream.of(texts)
        .map(NameOfSaga::withHyphens)
        .filter(NameOfSaga::isLegal)
        .findFirst()
        .orElse("my-saga");
  }

  private static String withHyphens(String text) {
    String name =
        text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return name.substring(0, Math.min(name.length(), LONGEST));
  }
}
