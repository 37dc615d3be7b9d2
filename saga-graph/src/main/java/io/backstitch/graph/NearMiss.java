package io.backstitch.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant: few letters away, or other words for the same step. */
final class NearMiss {

  private NearMiss() {}

  static Optional<String> of(String written, Collection<String> names) {
    String plain = plain(written);
    return names.stream()
        .filter(name -> distance(plain, plain(name)) <= tolerance(plain))
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static int tolerance(String word) {
    return Math.min(2, word.length() / 3);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** The number of letters to put in, take out or change. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
