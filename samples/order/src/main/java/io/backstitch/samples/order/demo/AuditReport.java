package io.backstitch.samples.order.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings of an audit, as lines for a person; it holds if every check does. */
final class AuditReport {

  private final List<String> lines = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  void heading(String text) {
    lines.add("");
    lines.add(text);
  }

  /** Something to know, right or wrong. */
  void fact(String format, Object... values) {
    lines.add("         " + text(format, values));
  }

  /** Something that must be so. */
  void check(boolean holds, String format, Object... values) {
    String text = text(format, values);
    lines.add((holds ? "  ok     " : "  WRONG  ") + text);
    if (!holds) {
      failures.add(text);
    }
  }

  boolean holds() {
    return failures.isEmpty();
  }

  /** The checks that do not hold. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    all.add("");
    all.add(
        holds()
            ? "The audit holds."
            : "THE AUDIT DOES NOT HOLD: " + failures.size() + " of its checks are wrong.");
    return all;
  }

  /** An amount as people write it. */
  static String money(long cents) {
    return String.format(
        Locale.ROOT,
        "%s%,d.%02d",
        cents < 0 ? "-" : "",
        Math.abs(cents) / 100,
        Math.abs(cents) % 100);
  }

  // The annotation that is missed here is in a library that is not worth a dependency.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
