package io.backstitch.benchmarks.engine;

import java.time.Duration;

/** What is going on, for whoever waits. */
final class Progress {

  private static final long START = System.nanoTime();

  private Progress() {}

  static void show(String what) {
    Duration since = Duration.ofNanos(System.nanoTime() - START);
    System.err.printf("%02d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), what);
  }
}
