package io.backstitch.benchmarks;

import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of all results: a chapter for each group, a table for each release of Java. */
final class ResultsPage {

  private static final String NONE = "–";

  /** The column of what is judged. */
  private static final int JUDGED = 2;

  /** The others. */
  private static final List<String> COLUMNS =
      List.of(
          "figure",
          "unit",
          "floor (a)",
          "floor (b)",
          "÷ (a)",
          "÷ (b)",
          "compared with",
          "aim",
          "met",
          "measured");

  private ResultsPage() {}

  /** All groups that were measured, from the folder of their results. */
  static String of(Path results) throws IOException {
    StringBuilder page = new StringBuilder();
    for (Group group : Group.values()) {
      List<Release> releases = new ResultFiles(results, group).all();
      if (!releases.isEmpty()) {
        page.append(chapter(group, releases));
      }
    }
    return page.toString();
  }

  static String chapter(Group group, List<Release> releases) {
    return group.introduction()
        + releases.stream().map(release -> section(group, release)).collect(Collectors.joining());
  }

  private static String section(Group group, Release release) {
    return "\n## %s\n\n%s\n\n%s"
        .formatted(
            group.heading(release.feature()),
            release.machine().line(),
            table(group, release.figures()));
  }

  /** A table that can be read as it is, too. */
  static String table(Group group, List<Figure> figures) {
    List<String> head = new ArrayList<>(COLUMNS);
    head.add(JUDGED, group.sign());
    List<List<String>> rows = new ArrayList<>();
    rows.add(head);
    figures.forEach(figure -> rows.add(cells(figure)));
    int[] widths = new int[head.size()];
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
    return column >= JUDGED && column <= JUDGED + 4;
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
