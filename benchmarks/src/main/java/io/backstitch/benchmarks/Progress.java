package io.backstitch.benchmarks;

import java.time.Duration;

/** What is going on, for whoever waits. */
public final class Progress {

  private static final long START = System.nanoTime();

  private Progress() {}

  public static void show(String what) {
    Duration since = Duration.ofNanos(System.nanoTime() - START);
    System.err.printf("%02d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), what);
  }
}
