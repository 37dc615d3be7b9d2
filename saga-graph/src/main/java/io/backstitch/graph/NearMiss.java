package io.backstitch.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant: few letters away, or the only one that begins like it. */
final class NearMiss {

  private static final int SHORTEST_BEGINNING = 3;

  private NearMiss() {}

  static Optional<String> of(String written, Collection<String> names) {
    String plain = plain(written);
    return names.stream()
        .filter(name -> distance(plain, plain(name)) <= tolerance(plain))
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))))
        .or(() -> onlyOneThatBeginsAlike(plain, names));
  }

  private static Optional<String> onlyOneThatBeginsAlike(String plain, Collection<String> names) {
    List<String> alike = names.stream().filter(name -> beginAlike(plain, plain(name))).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  private static boolean beginAlike(String one, String other) {
    return Math.min(one.length(), other.length()) >= SHORTEST_BEGINNING
        && (one.startsWith(other) || other.startsWith(one));
  }

  private static int tolerance(String word) {
    return Math.min(2, word.length() / 3);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** The number of letters to put in, take out, change or swap with their neighbour. */
  private static int distance(String from, String to) {
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(from, to, i, j, rows);
      }
    }
    return rows[from.length()][to.length()];
  }

  private static int step(String from, String to, int i, int j, int[][] rows) {
    int change = rows[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(change, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean isSwap =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return isSwap ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
