package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.engine.Aim.Beside;
import io.backstitch.benchmarks.engine.Figure.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of all results: a table for each release of Java. */
final class ResultsPage {

  private static final String NONE = "–";

  private static final String HEAD =
      """
      # What the engine does

      Written by `./bench`; not to be edited. Each figure is the median of its rounds and stands beside the medians of its floors, measured in turns with it
      on the same server, which shares the cores with it. The floors write the same rows by hand: (a) with one transaction for each start and each step, from a pool;
      (b) for sagas that are all known beforehand, one step of all of them with one transaction. The counts of all rows were verified after each round.
      What the subjects are, and how to measure again: [CONTRIBUTING.md](../CONTRIBUTING.md).
      """;

  private static final List<String> COLUMNS =
      List.of(
          "figure",
          "unit",
          "engine",
          "floor (a)",
          "floor (b)",
          "÷ (a)",
          "÷ (b)",
          "compared with",
          "aim",
          "met",
          "measured");

  private ResultsPage() {}

  static String of(List<Release> releases) {
    return HEAD + releases.stream().map(ResultsPage::section).collect(Collectors.joining());
  }

  private static String section(Release release) {
    return "\n## Java %d\n\n%s\n\n%s"
        .formatted(release.feature(), release.machine().line(), table(release.figures()));
  }

  /** A table that can be read as it is, too. */
  static String table(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
    figures.forEach(figure -> rows.add(cells(figure)));
    int[] widths = new int[COLUMNS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      line(table, row, widths);
      if (table.indexOf("\n") == table.length() - 1) {
        rule(table, widths);
      }
    }
    return table.toString();
  }

  private static void line(StringBuilder table, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String format = isNumber(i) ? "| %" + widths[i] + "s " : "| %-" + widths[i] + "s ";
      table.append(format.formatted(row.get(i)));
    }
    table.append("|\n");
  }

  private static void rule(StringBuilder table, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      table.append('|').append("-".repeat(widths[i] + 1)).append(isNumber(i) ? ':' : '-');
    }
    table.append("|\n");
  }

  private static boolean isNumber(int column) {
    return column >= 2 && column <= 6;
  }

  private static List<String> cells(Figure figure) {
    return List.of(
        figure.name(),
        figure.unit().sign(),
        figure.unit().number(figure.value()),
        number(figure, figure.floorA()),
        number(figure, figure.floorB()),
        ratio(figure, figure.floorA(), Beside.FLOOR_A),
        ratio(figure, figure.floorB(), Beside.FLOOR_B),
        other(figure),
        aims(figure),
        verdict(figure),
        taken(figure.taken()));
  }

  private static String number(Figure figure, @Nullable Double value) {
    return value == null ? NONE : figure.unit().number(value);
  }

  private static String ratio(Figure figure, @Nullable Object floor, Beside beside) {
    return floor == null ? NONE : two(figure.value() / figure.divisor(beside));
  }

  private static String other(Figure figure) {
    Figure.Other other = figure.other();
    return other == null
        ? NONE
        : "%s %s (× %s)"
            .formatted(
                figure.unit().number(other.value()),
                other.name(),
                ratio(figure, other, Beside.OTHER));
  }

  private static String aims(Figure figure) {
    return figure.aims().isEmpty()
        ? NONE
        : figure.aims().stream().map(Aim::text).collect(Collectors.joining(", "));
  }

  private static String verdict(Figure figure) {
    if (figure.aims().isEmpty()) {
      return NONE;
    }
    return figure.reachesItsAims() ? "yes" : "**no**";
  }

  private static String taken(@Nullable Taken taken) {
    return taken == null
        ? NONE
        : "%s, %s, %d rounds".formatted(taken.day(), taken.commit(), taken.rounds());
  }

  private static String two(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}
