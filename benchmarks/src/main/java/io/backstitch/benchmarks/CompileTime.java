package io.backstitch.benchmarks;

import io.backstitch.benchmarks.Javac.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the processor costs a build: the same sources with it and without it, in a new javac process
 * and in a JVM that has compiled before; and how its own time grows.
 */
final class CompileTime {

  private static final long SEED = 20261120;
  private static final int STEPS = 10;

  private final Report report = new Report("compile");
  private final int rounds;

  private CompileTime(int rounds) {
    this.rounds = rounds;
  }

  /** Takes the folder for the results, and how many rounds to measure (7). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    CompileTime subject = new CompileTime(rounds);
    subject.cost();
    subject.growthWithSagas();
    subject.growthWithSteps();
    subject.report.writeTo(Path.of(arguments[0]));
  }

  private void cost() throws Exception {
    String sources = "100 sagas of " + STEPS + " steps";
    try (Javac javac = new Javac(SagaSources.of(100, STEPS, SEED))) {
      report.add(
          new Rounds(1, rounds)
              .measure(
                  "new javac, " + sources,
                  "ms",
                  () -> javac.coldTime(Mode.ON),
                  () -> javac.coldTime(Mode.OFF)));
      report.add(
          new Rounds(5, rounds)
              .measure(
                  "warm javac (cpu), " + sources,
                  "ms",
                  () -> javac.cpuTime(Mode.ON),
                  () -> javac.cpuTime(Mode.OFF)));
    }
  }

  private void growthWithSagas() throws Exception {
    List<Growth.Point> points = new ArrayList<>();
    for (int sagas : List.of(25, 50, 100, 200)) {
      Result result = processorAlone(sagas, STEPS);
      points.add(new Growth.Point(sagas, result.difference()));
    }
    report.add(Growth.of("processor with sagas", points));
  }

  private void growthWithSteps() throws Exception {
    List<Growth.Point> points = new ArrayList<>();
    for (int steps : List.of(50, 100, 200, 300)) {
      Result result = processorAlone(1, steps);
      points.add(new Growth.Point(steps, result.difference()));
    }
    report.add(Growth.of("processor with steps", points));
  }

  private Result processorAlone(int sagas, int steps) throws Exception {
    try (Javac javac = new Javac(SagaSources.of(sagas, steps, SEED))) {
      return report.add(
          new Rounds(3, rounds)
              .measure(
                  "processor alone (cpu), %d sagas of %d steps".formatted(sagas, steps),
                  "ms",
                  () -> javac.cpuTime(Mode.PROCESSOR_ONLY),
                  () -> javac.cpuTime(Mode.NOTHING)));
    }
  }
}
