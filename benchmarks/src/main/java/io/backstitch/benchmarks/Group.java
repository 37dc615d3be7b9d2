package io.backstitch.benchmarks;

import java.util.Locale;

/** What is measured together: one file for each release of Java, and one chapter of the results. */
public enum Group {
  ENGINE(
      "Java %d",
      """
      # What the engine does

      Written by `./bench`; not to be edited. Each figure is the median of its rounds and stands beside the medians of its floors, measured in turns with it
      on the same server, which shares the cores with it. The floors write the same rows by hand: (a) with one transaction for each start and each step, from a pool;
      (b) for sagas that are all known beforehand, one step of all of them with one transaction. The counts of all rows were verified after each round.
      What the subjects are, and how to measure again: [CONTRIBUTING.md](../CONTRIBUTING.md).
      """),
  RELAY(
      "The relay on Java %d",
      """

      # What the outbox's relay does

      Written by `./bench relay`. Here the floors are (a) a loop written by hand on a table of its own, which reads 2,000 events, sends them, awaits the answers,
      deletes them and commits; (b) the broker's bare client, fed from memory. Both send the same records. PostgreSQL, the broker and the relay share the cores.
      What was sent was counted at the broker after each round, and the outbox was empty.
      """);

  private final String heading;
  private final String introduction;

  Group(String heading, String introduction) {
    this.heading = heading;
    this.introduction = introduction;
  }

  /** In file names, and above the column of what is judged. */
  String sign() {
    return name().toLowerCase(Locale.ROOT);
  }

  String heading(int feature) {
    return heading.formatted(feature);
  }

  String introduction() {
    return introduction;
  }
}
